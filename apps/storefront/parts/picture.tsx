const widths = [240, 360, 480, 720, 960, 1280];

/** A picture in the width that the place needs; its box is there before it comes, so that nothing jumps. */
export function Picture(props: {
  url: string | null;
  alt: string;
  /** The `sizes` of HTML: how wide it stands at which width of the page. */
  sizes: string;
  /** The page's main picture comes first, the rest as it is scrolled to. */
  isFirst?: boolean;
  /** The cloth's colour, drawn where there is no picture yet. */
  hex?: string | undefined;
}) {
  const { url, alt, sizes, isFirst, hex } = props;
  if (!url) return <Cloth alt={alt} hex={hex ?? "#b9ad9b"} />;
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

/** A fold of cloth in its colour: what there is to show until a picture is taken. */
function Cloth({ alt, hex }: { alt: string; hex: string }) {
  const fold = (
    <>
      <rect width="4" height="5" fill={hex} />
      <path d="M0 5 L4 0 V5 Z" fill="#ffffff" fillOpacity=".12" />
      <path d="M0 5 L2.4 5 L4 3 V5 Z" fill="#000000" fillOpacity=".1" />
    </>
  );
  const box = { className: "picture", viewBox: "0 0 4 5", preserveAspectRatio: "xMidYMid slice" };
  return alt ? (
    <svg {...box} role="img" aria-label={alt}>
      {fold}
    </svg>
  ) : (
    <svg {...box} aria-hidden="true">
      {fold}
    </svg>
  );
}
