import "@fontsource-variable/fraunces/wght.css";
import "@fontsource-variable/inter/wght.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/goods.css";
import "./styles/style-page.css";
import "./styles/forms.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { hindi, wordsOfScripts } from "../i18n/hindi/index.ts";
import { accentRules } from "../lib/accent.ts";
import { findCart, findShop, findShopper, getLanguage, getOrigin } from "../lib/visitor.ts";
import { getWords } from "../lib/words.ts";
import { Footer } from "../parts/footer.tsx";
import { Header } from "../parts/header.tsx";
import { NoShop } from "../parts/no-shop.tsx";
import { WordsProvider } from "../parts/words.tsx";

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbf9f6" },
    { media: "(prefers-color-scheme: dark)", color: "#161412" },
  ],
};

export async function generateMetadata(): Promise<Metadata> {
  const shop = await findShop();
  if (!shop) return { title: "No shop here", robots: { index: false } };
  const description = shop.tagline ?? shop.about?.slice(0, 160) ?? `${shop.title}: clothes, bought from their maker.`;
  return {
    metadataBase: new URL(await getOrigin()),
    title: { default: shop.tagline ? `${shop.title}: ${shop.tagline}` : shop.title, template: `%s | ${shop.title}` },
    description,
    openGraph: { siteName: shop.title, type: "website", description },
    icons: { icon: "/icon.svg" },
  };
}

/** English words, in whatever manner the business writes its figures and dates. */
const pageLanguage = (locale: string): string => (locale.startsWith("en") ? locale : "en");

/** Every page: the shop of the visited host around it, in the business's own colour. */
export default async function Layout({ children }: { children: ReactNode }) {
  const [shop, head] = await Promise.all([findShop(), headers()]);
  const nonce = head.get("x-nonce") ?? undefined;
  if (!shop) {
    return (
      <html lang="en">
        <body>
          <NoShop />
        </body>
      </html>
    );
  }
  const [cart, shopper, language, t] = await Promise.all([
    findCart().catch(() => null),
    findShopper().catch(() => null),
    getLanguage(),
    getWords(),
  ]);
  return (
    <html lang={language === "hi" ? "hi" : pageLanguage(shop.locale)}>
      <head>
        <style nonce={nonce} suppressHydrationWarning>
          {accentRules(shop.accent)}
        </style>
      </head>
      <body>
        <WordsProvider words={language === "hi" ? wordsOfScripts(hindi) : null}>
          <a className="skip" href="#main">
            {t("Skip to the content")}
          </a>
          <Header shop={shop} pieces={cart?.pieces ?? 0} isSignedIn={shopper !== null} t={t} />
          <main id="main" tabIndex={-1}>
            {children}
          </main>
          <Footer shop={shop} language={language} t={t} />
        </WordsProvider>
      </body>
    </html>
  );
}
