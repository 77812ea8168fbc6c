import { DateTime, Money, Quantity } from "@selvedge/ui";
import { useT } from "../i18n/i18n.ts";
import { statusWords } from "../shell/status-words.ts";
import { type ChangeLine, describeChange, type ShownValue } from "./describe-change.ts";

type Names = Readonly<Record<string, string>>;

/** A difference a person can read: what it is called, what it was, what it is. */
export function ChangeTable({ before, after, names }: { before: unknown; after: unknown; names: Names }) {
  const t = useT();
  const lines = describeChange(before, after);
  if (lines.length === 0) return <p className="text-sm text-ink-2">{t("This entry tells no values.")}</p>;
  const both = lines.some((line) => line.before) && lines.some((line) => line.after);
  return (
    <table className="w-full border-collapse text-sm">
      <thead>
        <tr className="border-b border-line text-start text-xs text-ink-3">
          <th scope="col" className="py-1.5 pe-3 text-start font-medium">
            {t("What")}
          </th>
          {both && (
            <th scope="col" className="py-1.5 pe-3 text-start font-medium">
              {t("Before")}
            </th>
          )}
          <th scope="col" className="py-1.5 text-start font-medium">
            {both ? t("After") : lines[0]?.after ? t("Value") : t("Before")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.path} line={line} both={both} names={names} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ line, both, names }: { line: ChangeLine; both: boolean; names: Names }) {
  const t = useT();
  const label = line.label.map((word) => t(word)).join(" · ");
  const shown = both ? line.after : (line.after ?? line.before);
  return (
    <tr className="border-b border-line align-top last:border-0">
      <th scope="row" className="py-1.5 pe-3 text-start font-normal text-ink-2">
        {label}
      </th>
      {both && (
        <td className="max-w-48 py-1.5 pe-3 break-words text-ink-3">
          {line.before && <Shown value={line.before} names={names} />}
        </td>
      )}
      <td className="max-w-64 py-1.5 font-medium break-words">{shown && <Shown value={shown} names={names} />}</td>
    </tr>
  );
}

function Shown({ value, names }: { value: ShownValue; names: Names }) {
  const t = useT();
  switch (value.kind) {
    case "money":
      return value.currency ? (
        <Money amountMinor={value.amountMinor} currency={value.currency} />
      ) : (
        <Money amountMinor={value.amountMinor} />
      );
    case "instant":
      return <DateTime value={value.text} show="dateTime" />;
    case "date":
      return <DateTime value={value.text} />;
    case "records":
      return value.ids.map((id) => names[id] ?? t("a record of its own")).join(", ");
    case "record":
      return names[value.text] ? names[value.text] : <span className="text-ink-3">{t("a record of its own")}</span>;
    case "state":
      return <>{statusWords(t, value.text)}</>;
    case "number":
      return <Quantity value={value.value} />;
    case "yes_no":
      return <>{value.yes ? t("Yes") : t("No")}</>;
    case "sentences":
      return <>{value.sentences.map((sentence) => t(sentence)).join(", ")}</>;
    case "none":
      return <span className="text-ink-3">–</span>;
    default:
      return <>{value.text}</>;
  }
}
