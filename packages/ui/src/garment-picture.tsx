import { useState } from "react";
import { cx } from "./classes.ts";
import { garmentPaths, garmentShapeFor } from "./garment-shapes.ts";
import { useUiText } from "./ui-text.tsx";

type GarmentPictureProps = {
  src?: string | null | undefined;
  /** Style or colourway name: the alternative text. */
  name: string;
  category?: string | null | undefined;
  /** Cloth colour of the drawing that stands in for a missing photo. */
  hex?: string | null | undefined;
  size?: "xs" | "sm" | "md" | "lg" | "fill";
  className?: string;
};

const sizes = { xs: "size-8", sm: "size-11", md: "size-20", lg: "size-40", fill: "aspect-[4/5] w-full" };

/** The photo; without one (or when it fails) the garment's outline in its own cloth colour. */
export function GarmentPicture({ src, name, category, hex, size = "sm", className }: GarmentPictureProps) {
  const text = useUiText();
  const [failedSrc, setFailedSrc] = useState<string | null>(null);
  const frame = cx("shrink-0 overflow-hidden rounded-md bg-surface-3", sizes[size], className);
  if (src && failedSrc !== src) {
    return (
      <img
        src={src}
        alt={name}
        loading="lazy"
        decoding="async"
        className={cx(frame, "object-cover")}
        onError={() => setFailedSrc(src)}
      />
    );
  }
  const shape = garmentPaths[garmentShapeFor(name, category)];
  return (
    <span role="img" aria-label={`${name} (${text.noPicture})`} className={cx(frame, "grid place-items-center")}>
      <svg viewBox="0 0 64 64" className="size-[84%]" aria-hidden>
        <path
          d={shape.body}
          fill={hex ?? "var(--line)"}
          stroke="light-dark(rgb(0 0 0 / 0.28), rgb(255 255 255 / 0.4))"
          strokeWidth="1"
          strokeLinejoin="round"
          style={{ filter: "drop-shadow(0 1px 1.5px rgb(0 0 0 / 0.18))" }}
        />
        <path d={shape.detail} fill="none" stroke="rgb(128 128 128 / 0.65)" strokeWidth="0.9" strokeLinecap="round" />
      </svg>
    </span>
  );
}
