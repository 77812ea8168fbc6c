import { returnReasons } from "@selvedge/contract";
import { ask, ShopError } from "../api.ts";
import { saidNo } from "../said-no.ts";
import { shopApi } from "../types.ts";
import { getVisitor } from "../visitor.ts";
import { getWords } from "../words.ts";
import { type Given, leadTo, withProblem } from "./deed.ts";

const pageOf = (fields: Record<string, string>): string => {
  const key = fields["key"] ? `?key=${encodeURIComponent(fields["key"])}` : "";
  return `/orders/${encodeURIComponent(fields["number"] ?? "")}${key}`;
};

const which = ({ number = "", key }: Record<string, string>) => ({ number, ...(key ? { key } : {}) });

async function orProblem(path: string, work: () => Promise<string>): Promise<Response> {
  try {
    return leadTo(await work());
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    return leadTo(withProblem(path, saidNo(error, await getWords())));
  }
}

/** Leads from number and mail to the order's page, or says that they do not fit. */
export function findOrder({ fields }: Given): Promise<Response> {
  const number = (fields["number"] ?? "").trim().toUpperCase();
  const email = (fields["email"] ?? "").trim();
  return orProblem(`/orders?number=${encodeURIComponent(number)}`, async () => {
    await ask(shopApi.getShopOrder, { number: number || "-", email }, await getVisitor());
    return `/orders/${encodeURIComponent(number)}?email=${encodeURIComponent(email)}`;
  });
}

export function payAgain({ fields }: Given): Promise<Response> {
  const page = pageOf(fields);
  return orProblem(page, async () => {
    const pays = fields["pays"] === "on_delivery" ? "on_delivery" : "online";
    const { payment } = await ask(shopApi.payShopOrder, { ...which(fields), pays }, await getVisitor());
    return payment ? `/pay/sandbox/${payment.providerRef}?back=${encodeURIComponent(page)}` : page;
  });
}

export function cancelOrder({ fields }: Given): Promise<Response> {
  return orProblem(pageOf(fields), async () => {
    await ask(shopApi.cancelShopOrder, which(fields), await getVisitor());
    return pageOf(fields);
  });
}

export function askForReturn({ fields }: Given): Promise<Response> {
  const page = pageOf(fields);
  return orProblem(page, async () => {
    const lines = Object.entries(fields)
      .filter(([name, value]) => name.startsWith("qty-") && Number(value) > 0)
      .map(([name, value]) => ({ lineId: name.slice(4), qty: Number(value) }));
    if (lines.length === 0) return withProblem(page, (await getWords())("Say how many pieces you want to send back."));
    const reason = (returnReasons as readonly string[]).includes(fields["reason"] ?? "") ? fields["reason"] : "other";
    const note = fields["note"]?.trim();
    await ask(
      shopApi.askForReturn,
      { ...which(fields), reason: reason as "other", lines, ...(note ? { note: note.slice(0, 500) } : {}) },
      await getVisitor(),
    );
    return page;
  });
}
