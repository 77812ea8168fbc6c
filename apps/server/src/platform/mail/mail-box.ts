import { mailApi, type OutputOf } from "@selvedge/contract";
import { type Ctx, may } from "../context.ts";
import { AppError, notFound } from "../errors.ts";
import { decodeCursor, likePattern, pageOf } from "../pages.ts";
import { command, type Operation, query } from "../runner.ts";
import { canDeliver } from "./transport.ts";

type MailRow = OutputOf<typeof mailApi.listMails>["items"][number];
interface Row extends Omit<MailRow, "createdAt" | "sentAt" | "readable"> {
  private: boolean;
  created_at: Date;
  sent_at: Date | null;
}

/** A link that signs somebody in is shown to nobody who could not make that person's account anyway. */
function mayReadPrivate(ctx: Ctx): boolean {
  return may(ctx.actor, "tenancy.settings.change") && may(ctx.actor, "identity.user.change");
}

function viewOf(ctx: Ctx, { private: isPrivate, created_at, sent_at, ...rest }: Row): MailRow {
  return {
    ...rest,
    readable: !isPrivate || (rest.status !== "sent" && mayReadPrivate(ctx)),
    createdAt: created_at.toISOString(),
    sentAt: sent_at?.toISOString() ?? null,
  };
}

const listMails = query(mailApi.listMails, async (ctx, input) => {
  const { sql, tenantId } = ctx;
  const after = decodeCursor(input.cursor, 1);
  const rows = await sql<Row[]>`
    select id, to_address as "toAddress", to_name as "toName", subject, status, attempts, last_error as "lastError",
           about_type as "aboutType", about_id as "aboutId", private, created_at, sent_at
    from mail where tenant_id = ${tenantId}
      ${input.q ? sql`and (subject ilike ${likePattern(input.q)} or to_address ilike ${likePattern(input.q)} or to_name ilike ${likePattern(input.q)})` : sql``}
      ${input.status ? sql`and status = ${input.status}` : sql``}
      ${input.aboutId ? sql`and about_id = ${input.aboutId}` : sql``}
      ${after ? sql`and id < ${String(after[0])}::text::uuid` : sql``}
    order by id desc limit ${input.limit + 1}`;
  const page = pageOf(
    rows,
    input.limit,
    (r) => [r.id],
    (r) => viewOf(ctx, r),
  );
  return { ...page, delivers: canDeliver() };
});

const getMail = query(mailApi.getMail, async (ctx, { id }) => {
  const [row] = await ctx.sql<(Row & { text: string; html: string })[]>`
    select id, to_address as "toAddress", to_name as "toName", subject, status, attempts, last_error as "lastError",
           about_type as "aboutType", about_id as "aboutId", private, created_at, sent_at, text_body as text, html_body as html
    from mail where tenant_id = ${ctx.tenantId} and id = ${id}`;
  if (!row) throw notFound("mail");
  const { text, html, ...rest } = row;
  const view = viewOf(ctx, rest);
  return { ...view, text: view.readable ? text : "", html: view.readable ? html : "" };
});

const sendMailAgain = command(mailApi.sendMailAgain, async (ctx, { id }) => {
  const [mail] = await ctx.sql<{ status: string }[]>`
    select status from mail where tenant_id = ${ctx.tenantId} and id = ${id} for update`;
  if (!mail) throw notFound("mail");
  if (!canDeliver()) throw new AppError("wrong_state", "No mail server is set up, so mail stays in this box.");
  if (mail.status === "sent" || mail.status === "queued") {
    throw new AppError("wrong_state", "This mail has been sent, or is on its way.");
  }
  await ctx.sql`update mail set status = 'queued', attempts = 0, last_error = null
                where tenant_id = ${ctx.tenantId} and id = ${id}`;
  ctx.enqueue({ task: "mail.deliver", payload: { mailId: id } });
  ctx.emit({ type: "mail.queued_again", entityType: "mail", entityId: id });
  return {};
});

/** The doors of the mail box. */
export const mailOperations = [listMails, getMail, sendMailAgain] as unknown as Operation[];
