"use client";

import { useWords } from "../parts/words.tsx";

/** Something broke on our side; what was typed or put into the bag is still there. */
export default function Broken({ reset }: { error: Error; reset: () => void }) {
  const t = useWords();
  return (
    <div className="alone">
      <h1>{t("That did not work")}</h1>
      <p>{t("The shop does not answer right now. Your bag is safe; try again in a moment.")}</p>
      <button type="button" className="button" onClick={reset}>
        {t("Try again")}
      </button>
    </div>
  );
}
