/** The mark: indigo cloth folded over its woven edge. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden focusable="false">
      <rect width="32" height="32" rx="8" fill="oklch(0.36 0.11 266)" />
      <path d="M9 0h5v32H9z" fill="#f5f2ea" />
      <path d="M10.8 0h1.4v32h-1.4z" fill="#b3312c" />
      <path
        d="M17.5 11.5c1-1.6 2.7-2.5 4.7-2.5 2.6 0 4.5 1.3 4.5 3.5 0 5-8.6 2.7-8.6 7 0 2 1.8 3.5 4.5 3.5 2 0 3.6-.8 4.7-2.4"
        fill="none"
        stroke="#f5f2ea"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
    </svg>
  );
}
