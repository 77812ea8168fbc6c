import Link from "next/link";
import { getOrigin } from "../lib/visitor.ts";
import { getWords } from "../lib/words.ts";
import { JsonLd } from "./json-ld.tsx";

/** Where a page stands, for people and for search engines. */
export async function Breadcrumbs({ steps }: { steps: readonly { name: string; href: string }[] }) {
  const [origin, t] = await Promise.all([getOrigin(), getWords()]);
  const all = [{ name: t("Home"), href: "/" }, ...steps];
  return (
    <nav aria-label={t("You are here")} className="crumbs">
      <ol>
        {all.map((step, i) => (
          <li key={step.href}>
            {i < all.length - 1 ? (
              <Link href={step.href} prefetch={false}>
                {step.name}
              </Link>
            ) : (
              <span aria-current="page">{step.name}</span>
            )}
          </li>
        ))}
      </ol>
      <JsonLd
        data={{
          "@type": "BreadcrumbList",
          itemListElement: all.map((step, i) => ({
            "@type": "ListItem",
            position: i + 1,
            name: step.name,
            item: `${origin}${step.href}`,
          })),
        }}
      />
    </nav>
  );
}
