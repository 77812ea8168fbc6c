import { FeedSubscribe } from "@selvedge/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { AppError } from "../errors.ts";
import type { Feed } from "../feed.ts";
import type { Log } from "../log.ts";
import type { Caller } from "./operations.ts";

/** Turns a token into who it speaks for; one without an end lives until it is revoked. @throws not_signed_in */
export type ReadToken = (token: string) => Promise<Caller & { expiresAt: Date | null }>;

/** A slow reader that has this much unsent is cut off; it resumes by its cursor. */
const MOST_UNSENT_BYTES = 8 * 1024 * 1024;

/** A browser says which site's page opens the socket; programs say nothing. Only pages of this very host are let in. */
async function refuseOtherSites(request: FastifyRequest): Promise<void> {
  const { origin } = request.headers;
  if (origin === undefined) return;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  if (host !== request.host) throw new AppError("not_permitted", "Pages of another site cannot open the feed.");
}

/** The live feed at `/v1/feed`; the first message subscribes. */
export function mountFeed(app: FastifyInstance, feed: Feed, readToken: ReadToken, log: Log): void {
  app.get("/v1/feed", { websocket: true, onRequest: refuseOtherSites, schema: { hide: true } as never }, (socket) => {
    let hasAsked = false;
    let leave: (() => void) | null = null;
    let expiry: NodeJS.Timeout | null = null;
    const send = (message: object) => {
      if (socket.bufferedAmount > MOST_UNSENT_BYTES) socket.close(4008, "reading too slowly");
      else if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    };
    const deadline = setTimeout(() => socket.close(4001, "subscribe first"), 10_000);
    socket.on("close", () => {
      clearTimeout(deadline);
      if (expiry) clearTimeout(expiry);
      leave?.();
    });
    socket.on("message", async (raw: Buffer) => {
      try {
        // Noted before anything is waited for: of two that come together the second is one too many.
        if (hasAsked) throw new AppError("wrong_state", "This connection has subscribed already.");
        hasAsked = true;
        const asked = FeedSubscribe.safeParse(parseJson(raw));
        if (!asked.success)
          throw new AppError("validation_failed", "The first message is {type: 'subscribe', token, cursor?}.");
        const { expiresAt, ...caller } = await readToken(asked.data.token);
        clearTimeout(deadline);
        if (expiresAt) {
          const left = Math.max(0, expiresAt.getTime() - Date.now());
          expiry = setTimeout(() => socket.close(4003, "token expired"), left);
        }
        const shut = () => socket.close(4003, "no access any more");
        leave = await feed.subscribe(caller, asked.data.cursor, asked.data.types, send, shut);
        if (socket.readyState !== socket.OPEN) leave();
      } catch (error) {
        const known = error instanceof AppError ? error : new AppError("unexpected");
        if (!(error instanceof AppError)) log.error({ err: error }, "feed");
        send({ type: "error", code: known.code, message: known.message });
        socket.close(4000, known.code);
      }
    });
  });
}

function parseJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString());
  } catch {
    return null;
  }
}
