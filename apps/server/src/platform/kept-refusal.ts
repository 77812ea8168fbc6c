import { AppError } from "./errors.ts";

const REFUSED = "selvedge:refused";

type Kept = Pick<AppError, "code" | "message" | "details" | "fields">;

/** A refusal after commit, as it is remembered for an idempotency key: asked again, it is refused again in the same words. */
export function keptRefusal({ code, message, details, fields }: AppError): object {
  return { [REFUSED]: { code, message, details, fields } };
}

/** The refusal that a remembered answer is; null when it is none. */
export function refusalIn(answer: unknown): AppError | null {
  const kept = (answer as Record<string, Kept> | null)?.[REFUSED];
  if (!kept) return null;
  const { code, message, details, fields } = kept;
  return new AppError(code, message, { ...(details ? { details } : {}), ...(fields ? { fields } : {}) });
}
