/** The mark: indigo cloth folded over its woven edge. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden focusable="false">
      <rect width="32" height="32" rx="8" fill="oklch(0.36 0.11 266)" />
      <path d="M9 0h5v32H9z" fill="#f5f2ea" />
      <path d="M10.8 0h1.4v32h-1.4z" fill="#b3312c" />
      <path
        d="M17.5 11.5c1-1.600 2.700-2.500 4.700-2.500 2.600 0 4.500 1.300 4.500 3.500 0 5-8.600 2.700-8.600 7 0 2 1.800 3.500 4.500 3.500 2 0 3.600-.8 4.700-2.400"
        fill="none"
        stroke="#f5f2ea"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
    </svg>
  );
}
