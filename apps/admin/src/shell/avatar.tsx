import { cx } from "@selvedge/ui";

/** A person's picture, or their initials. */
export function Avatar({ name, url, className }: { name: string; url: string | null; className?: string }) {
  const initials = name
    .split(/\s+/)
    .map((part) => part[0])
    .slice(0, 2)
    .join("");
  return url ? (
    <img src={url} alt="" className={cx("rounded-full object-cover", className)} />
  ) : (
    // Drawn, not written: a button is called by its name, and would be said to show another text.
    <span
      aria-hidden
      data-initials={initials}
      className={cx(
        "grid place-items-center rounded-full bg-accent-soft font-semibold text-accent before:content-[attr(data-initials)]",
        className,
      )}
    />
  );
}
