/**
 * Where the shop is visited by https (`SHOP_ORIGIN`), what a proxy of ours says came by plain http gets no further: pages
 * lead to https, forms are refused (OWASP ASVS 5.0, 4.1.2). The same as the server's platform/http/https-only.ts.
 */
export function isInTheClear(headers: Headers): boolean {
  return Boolean(process.env["SHOP_ORIGIN"]?.startsWith("https:")) && headers.get("x-visitor-in-the-clear") === "yes";
}

/** The same page by https. Where `SHOP_ORIGIN` has a port of its own, every shop's host has it. */
export function httpsAddress(url: { pathname: string; search: string }, host: string): string {
  const port = /:\d+(?=\/?$)/.exec(process.env["SHOP_ORIGIN"] ?? "")?.[0] ?? "";
  return `https://${host.replace(/:\d+$/, "")}${port}${url.pathname}${url.search}`;
}
