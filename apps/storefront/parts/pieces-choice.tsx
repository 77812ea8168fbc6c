"use client";

/** How many pieces of a line; with script a choice is sent at once, without it by the button beside. */
export function PiecesChoice({ qty, most, label }: { qty: number; most: number; label: string }) {
  return (
    <select
      name="qty"
      defaultValue={qty}
      aria-label={label}
      onChange={(event) => event.currentTarget.form?.requestSubmit()}
    >
      {Array.from({ length: most }, (_, i) => i + 1).map((n) => (
        <option key={n} value={n}>
          {n}
        </option>
      ))}
    </select>
  );
}
