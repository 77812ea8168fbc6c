import type { FastifyRequest } from "fastify";
import type { Door } from "../access/guard.ts";
import type { Runtime } from "../context.ts";
import { AppError } from "../errors.ts";
import { assertMayEnter, type Call } from "../runner.ts";
import { type Authenticate, metaOf } from "./operations.ts";

/**
 * Lets a caller in by a door that speaks something else than JSON (an upload, a download, a PDF), before anything is read of
 * what they sent. @returns the call for the transactions behind it
 * @throws not_signed_in, not_permitted, not_found
 */
export async function enterDoor(
  runtime: Runtime,
  authenticate: Authenticate,
  request: FastifyRequest,
  door: Door,
  input: unknown = {},
): Promise<Call & { tenantId: string }> {
  const who = await authenticate(request);
  if (!who) throw new AppError("not_signed_in");
  const call = { ...who, requestId: request.id, request: metaOf(request) };
  await assertMayEnter(runtime, call, door, input);
  return call;
}
