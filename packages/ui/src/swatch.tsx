import { swatchRing } from "@selvedge/domain";
import { cx } from "./classes.ts";

type SwatchProps = {
  /** CSS colour of the cloth; null draws the "no colour known" hatch. */
  hex: string | null | undefined;
  /** Picture of a print; wins over the colour. */
  imageUrl?: string | null | undefined;
  name?: string;
  size?: "sm" | "md" | "lg";
  className?: string;
};

const sizes = { sm: "size-3", md: "size-4.5", lg: "size-7" };
const hatch = "repeating-linear-gradient(45deg, var(--line) 0 3px, transparent 3px 6px)";

/** Cloth as a dot. Decorative beside its name; give `name` when it stands alone. */
export function Swatch({ hex, imageUrl, name, size = "md", className }: SwatchProps) {
  return (
    <span
      {...(name ? { role: "img", "aria-label": name, title: name } : { "aria-hidden": true })}
      className={cx(
        "inline-block shrink-0 rounded-full bg-cover bg-center",
        (imageUrl || !hex) && "shadow-[inset_0_0_0_1px_rgb(0_0_0/0.18),0_0_0_1px_rgb(255_255_255/0.12)]",
        sizes[size],
        className,
      )}
      style={
        imageUrl
          ? { backgroundImage: `url("${encodeURI(imageUrl)}")` }
          : hex
            ? { backgroundColor: hex, boxShadow: `inset 0 0 0 1px ${swatchRing(hex)}` }
            : { backgroundImage: hatch }
      }
    />
  );
}

/** The colours of a style in a row, the rest as a number. */
export function SwatchRow({
  swatches,
  limit = 6,
}: {
  swatches: readonly { name: string; hex?: string | null; imageUrl?: string | null }[];
  limit?: number;
}) {
  const shown = swatches.slice(0, limit);
  return (
    <span className="inline-flex items-center gap-1">
      {shown.map((swatch) => (
        <Swatch key={swatch.name} hex={swatch.hex} imageUrl={swatch.imageUrl} name={swatch.name} size="md" />
      ))}
      {swatches.length > limit && <span className="tabular ms-0.5 text-xs text-ink-3">+{swatches.length - limit}</span>}
    </span>
  );
}
