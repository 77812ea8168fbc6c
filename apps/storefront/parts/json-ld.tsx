import { headers } from "next/headers";

/** Structured data for search engines. `<` is escaped, so that no name can end the script. */
export async function JsonLd({ data }: { data: object }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const text = JSON.stringify({ "@context": "https://schema.org", ...data }).replaceAll("<", "\\u003c");
  return (
    <script
      type="application/ld+json"
      nonce={nonce}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON of our own, made safe above
      dangerouslySetInnerHTML={{ __html: text }}
    />
  );
}
