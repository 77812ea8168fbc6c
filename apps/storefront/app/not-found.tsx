import Link from "next/link";
import { getWords } from "../lib/words.ts";

export default async function NotFound() {
  const t = await getWords();
  return (
    <div className="alone">
      <h1>{t("This is not here any more")}</h1>
      <p>{t("It may be sold out for good, or the address was mistyped.")}</p>
      <Link className="button" href="/" prefetch={false}>
        {t("Go to the shop")}
      </Link>
    </div>
  );
}
