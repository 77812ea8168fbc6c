const widths = [240, 360, 480, 720, 960, 1280];

/** A picture in the width that the place needs; its box is there before it comes, so that nothing jumps. */
export function Picture(props: {
  url: string | null;
  alt: string;
  /** The `sizes` of HTML: how wide it stands at which width of the page. */
  sizes: string;
  /** The page's main picture comes first, the rest as it is scrolled to. */
  isFirst?: boolean;
}) {
  const { url, alt, sizes, isFirst } = props;
  if (!url) return <span className="picture picture-none" role="img" aria-label={alt || "No picture yet"} />;
  const at = (width: number) => `${url}${url.includes("?") ? "&" : "?"}w=${width}`;
  return (
    <img
      className="picture"
      src={at(480)}
      srcSet={widths.map((w) => `${at(w)} ${w}w`).join(", ")}
      sizes={sizes}
      width={600}
      height={750}
      alt={alt}
      decoding="async"
      {...(isFirst ? { fetchPriority: "high" as const } : { loading: "lazy" as const })}
    />
  );
}
