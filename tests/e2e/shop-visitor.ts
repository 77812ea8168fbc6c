/** A browser without a screen: it sends the shop's forms and keeps its cookies. */
export function aVisitor(origin: string) {
  const cookies = new Map<string, string>();

  async function send(deed: string, fields: Record<string, string>): Promise<Response> {
    const answer = await fetch(`${origin}/do/${deed}`, {
      method: "POST",
      body: new URLSearchParams(fields),
      redirect: "manual",
      headers: {
        accept: "application/json",
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return answer;
  }

  return {
    /** @returns true, or why not in the shop's words */
    async putIntoBag(skuId: string): Promise<true | string> {
      const answer = await send("bag/add", { skuId });
      return answer.ok ? true : ((await answer.json()) as { problem: string }).problem;
    },
    /** Buys what is in the bag, to be paid on delivery. @returns true, or why not in the shop's words */
    async buy(): Promise<true | string> {
      const who = { email: "ravi@example.com", name: "Ravi Nair" };
      const where = { line1: "4 Lake View", city: "Mumbai", state: "MH", postcode: "400050", country: "IN" };
      const quoted = (await (await send("quote", where)).json()) as { quote?: { totalMinor: number } };
      const totalMinor = String(quoted.quote?.totalMinor ?? 0);
      const answer = await send("checkout", { ...who, ...where, pays: "on_delivery", do: "place", totalMinor });
      const leadsTo = new URL(answer.headers.get("location") ?? "/", origin);
      if (leadsTo.pathname.startsWith("/orders/")) return true;
      return leadsTo.searchParams.get("problem") ?? `led to ${leadsTo.pathname}`;
    },
  };
}
