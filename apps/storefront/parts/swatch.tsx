/** A round of the cloth's colour. Drawn, since a strict policy lets no style stand in an attribute. */
export function Swatch({ hex, size = 18 }: { hex: string; size?: number }) {
  return (
    <svg className="swatch" viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
      <circle cx="10" cy="10" r="9" fill={hex} stroke="currentColor" strokeOpacity=".25" />
    </svg>
  );
}
