import {
  buttonLook,
  formatNumber,
  Notice,
  Quantity,
  Share,
  ShareBars,
  SidePanel,
  useFormatSettings,
} from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { useT } from "../../i18n/i18n.ts";
import { adviceWords, type Cut, cutWords, evidenceWords, reasonWords, type StyleFit } from "./fit-words.ts";

/** One style: how it is cut size by size, why it comes back, and what to do. */
export function FitPanel({ row, onClose }: { row: StyleFit; onClose: () => void }) {
  const t = useT();
  const reasons = row.reasons.filter((r) => r.pieces > 0).sort((a, b) => b.pieces - a.pieces);
  return (
    <SidePanel
      open
      onOpenChange={(open) => !open && onClose()}
      title={row.styleName}
      description={row.cut ? cutWords(t, row.cut) : row.styleCode}
      footer={
        <Link to="/styles/$styleId" params={{ styleId: row.styleId }} className={buttonLook({})}>
          {t("Open the style")}
        </Link>
      }
    >
      <div className="space-y-6">
        <Notice tone={row.isUnusual || (row.cut && row.cut.verdict !== "true") ? "warn" : "note"}>
          {adviceWords(t, row)}
        </Notice>
        {row.cut && <CutBySize cut={row.cut} />}
        <section>
          <h3 className="mb-2 text-sm font-semibold">{t("Why it comes back")}</h3>
          {reasons.length === 0 ? (
            <p className="text-sm text-ink-3">{t("Nothing of it came back.")}</p>
          ) : (
            <ShareBars
              bars={reasons.map((r) => ({
                ...{ key: r.reason, label: reasonWords(t, r.reason), value: r.pieces },
                text: <Quantity value={r.pieces} />,
              }))}
            />
          )}
          <p className="mt-3 text-sm text-ink-3">
            {t("{{back}} of {{sold}} pieces sold to shoppers came back.", { back: row.returnedQty, sold: row.pieces })}{" "}
            {t("Usual in its category:")} <Share value={row.categoryRate} digits={1} />
          </p>
        </section>
      </div>
    </SidePanel>
  );
}

function CutBySize({ cut }: { cut: Cut }) {
  const t = useT();
  const { locale } = useFormatSettings();
  const figure = (value: number) =>
    formatNumber(value, locale, { maximumFractionDigits: 1, signDisplay: "exceptZero" });
  return (
    <section>
      <h3 className="text-sm font-semibold">{t("By size")}</h3>
      <p className="mb-2 text-sm text-ink-2">
        {evidenceWords(t, cut)}.{" "}
        {t("Off by {{sizes}} sizes, give or take {{error}}.", {
          sizes: figure(cut.offset),
          error: formatNumber(1.96 * cut.standardError, locale, { maximumFractionDigits: 1 }),
        })}
      </p>
      <table className="w-full text-sm">
        <thead className="text-xs text-ink-3">
          <tr>
            <th className="py-1 text-start font-normal">{t("Size")}</th>
            <th className="py-1 text-end font-normal">{t("Kept or sent back")}</th>
            <th className="py-1 text-end font-normal">{t("Too small")}</th>
            <th className="py-1 text-end font-normal">{t("Too large")}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {cut.sizes.map((size) => (
            <tr key={size.size}>
              <th scope="row" className="py-1.5 text-start font-medium">
                {size.size}
              </th>
              <td className="tabular py-1.5 text-end">
                <Quantity value={size.pieces} />
              </td>
              <td className="tabular py-1.5 text-end">
                <Share value={size.small / Math.max(1, size.pieces)} digits={0} />
              </td>
              <td className="tabular py-1.5 text-end">
                <Share value={size.large / Math.max(1, size.pieces)} digits={0} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
