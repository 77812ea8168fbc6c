"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import { Icon } from "./icon.tsx";
import { useWords } from "./words.tsx";

/** The form of a style page. Without script it posts and leads to the bag; with it one stays, and is told. */
export function AddToBag({ children, back }: { children: ReactNode; back: string }) {
  const router = useRouter();
  const t = useWords();
  const [state, setState] = useState<{ is: "idle" | "busy" | "added" } | { is: "refused"; words: string }>({
    is: "idle",
  });

  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (state.is === "busy") return;
    setState({ is: "busy" });
    const body = new URLSearchParams(new FormData(event.currentTarget) as unknown as Record<string, string>);
    const answer = await fetch("/do/bag/add", { method: "POST", body, headers: { accept: "application/json" } }).catch(
      () => null,
    );
    const told = (await answer?.json().catch(() => null)) as { problem?: string } | null;
    if (answer?.ok) setState({ is: "added" });
    else
      setState({
        is: "refused",
        words: told?.problem ?? t("The shop does not answer right now; try again in a moment"),
      });
    router.refresh();
  }

  return (
    <form action="/do/bag/add" method="post" onSubmit={add} onChange={() => setState({ is: "idle" })}>
      <input type="hidden" name="back" value={back} />
      {children}
      <div aria-live="polite" className="told">
        {state.is === "added" && (
          <p className="good">
            <Icon name="check" /> {t("It is in your bag.")} <Link href="/bag">{t("See the bag")}</Link>
          </p>
        )}
        {state.is === "refused" && <p className="bad">{state.words}</p>}
      </div>
    </form>
  );
}
