import { ask } from "../api.ts";
import { shopApi } from "../types.ts";
import { getVisitor } from "../visitor.ts";
import { type Given, leadTo, ownPath } from "./deed.ts";

/** The code of the sandbox bank's second step, as its page says. */
export const sandboxCode = "123456";

/** The shopper's answer on the sandbox bank's page; the bank reports by itself, and the browser goes back to the shop. */
export async function decide({ fields }: Given): Promise<Response> {
  const providerRef = fields["providerRef"] ?? "";
  const back = ownPath(fields["back"]);
  const page = `/pay/sandbox/${encodeURIComponent(providerRef)}?back=${encodeURIComponent(back)}`;
  if (fields["decision"] === "leave") return leadTo(`${back}${back.includes("?") ? "&" : "?"}left=1`);
  if (fields["decision"] === "begin") return leadTo(`${page}&step=code`);
  if (fields["decision"] === "approve" && fields["code"]?.trim() !== sandboxCode)
    return leadTo(`${page}&step=code&wrong=1`);
  await ask(
    shopApi.decideSandboxPayment,
    {
      providerRef,
      decision: fields["decision"] === "approve" ? "approve" : "decline",
      delaySeconds: fields["late"] === "1" ? 20 : 0,
    },
    await getVisitor(),
  );
  return leadTo(`${back}${back.includes("?") ? "&" : "?"}from=bank`);
}
