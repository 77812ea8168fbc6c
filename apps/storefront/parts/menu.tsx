"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { Icon } from "./icon.tsx";

/** The phone's menu, which opens without script; with it, it shuts when one has gone somewhere, by Escape or a touch beside it. */
export function Menu({ label, children }: { label: string; children: ReactNode }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page that was gone to is what shuts it
  useEffect(() => shut(menu.current), [pathname]);
  useEffect(() => {
    const beside = (event: PointerEvent) => {
      if (!menu.current?.contains(event.target as Node)) shut(menu.current);
    };
    document.addEventListener("pointerdown", beside);
    return () => document.removeEventListener("pointerdown", beside);
  }, []);
  return (
    <details
      ref={menu}
      className="menu"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        shut(menu.current);
        menu.current?.querySelector("summary")?.focus();
      }}
    >
      <summary aria-label={label}>
        <Icon name="menu" />
      </summary>
      {children}
    </details>
  );
}

function shut(menu: HTMLDetailsElement | null): void {
  if (menu) menu.open = false;
}
