import type { ReactNode } from "react";
import type { Say } from "../i18n/fill-in.ts";
import { money, sizeName } from "../lib/format.ts";
import { Picture } from "./picture.tsx";

interface Line {
  pictureUrl: string | null;
  qty: number;
  styleName: string;
  colourName: string;
  size: string;
  lineMinor: number;
}

/** One thing that is bought, as a sum lists it; `children` say what became of it. */
export function SumLine({
  shop,
  line,
  t,
  children,
}: {
  shop: Parameters<typeof money>[0];
  line: Line;
  t: Say;
  children?: ReactNode;
}) {
  return (
    <li>
      <Picture url={line.pictureUrl} alt="" sizes="56px" />
      <span>
        {line.qty} × {line.styleName}
        <small className="quiet">
          {line.colourName}
          {line.size !== "ONE" && `, ${sizeName(line.size, t)}`}
          {children}
        </small>
      </span>
      <span>{money(shop, line.lineMinor)}</span>
    </li>
  );
}
