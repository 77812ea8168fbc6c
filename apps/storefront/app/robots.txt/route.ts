import { getOrigin } from "../../lib/visitor.ts";

/** What machines may read: the goods, and nobody's bag or account. */
export async function GET(): Promise<Response> {
  const shut = ["/bag", "/checkout", "/orders/", "/account", "/sign-in", "/pay/", "/do/", "/suggest"];
  const lines = [
    "User-agent: *",
    ...shut.map((path) => `Disallow: ${path}`),
    `Sitemap: ${await getOrigin()}/sitemap.xml`,
  ];
  return new Response(`${lines.join("\n")}\n`, { headers: { "content-type": "text/plain" } });
}
