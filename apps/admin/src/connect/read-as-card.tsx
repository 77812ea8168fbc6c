import { insightsApi } from "@selvedge/contract";
import { Card, FieldFrame, Input, Select } from "@selvedge/ui";
import { type Translate, useT } from "../i18n/i18n.ts";
import type { ImportJob, ReadAs, Reading } from "./imports-api.ts";

const encodingNames = (t: Translate, found: string | null): Record<ReadAs["encoding"], string> => ({
  auto: found && found !== "xlsx" ? t("Find out (now {{encoding}})", { encoding: found.toUpperCase() }) : t("Find out"),
  "utf-8": "UTF-8",
  "windows-1252": t("Windows, Western Europe"),
  "utf-16le": "UTF-16 LE",
  "utf-16be": "UTF-16 BE",
  "iso-8859-2": t("ISO 8859-2, Central Europe"),
  "windows-1250": t("Windows, Central Europe"),
  "windows-1251": t("Windows, Cyrillic"),
  shift_jis: t("Shift JIS, Japanese"),
  gbk: t("GBK, Chinese"),
  big5: t("Big5, Chinese"),
  "euc-kr": t("EUC-KR, Korean"),
});

const delimiterNames = (t: Translate): Record<ReadAs["delimiter"], string> => ({
  auto: t("Find out"),
  ",": t("Comma ,"),
  ";": t("Semicolon ;"),
  "\t": t("Tab"),
  "|": t("Bar |"),
});

type ReadAsCardProps = {
  options: Reading;
  onOptions: (options: Reading) => void;
  readAs: ReadAs;
  onReadAs: (readAs: ReadAs) => void;
  encodingFound: ImportJob["encoding"];
};

/** How the file's text, dates and prices are meant, where it does not say so itself. */
export function ReadAsCard({ options, onOptions, readAs, onReadAs, encodingFound }: ReadAsCardProps) {
  const t = useT();
  const encodings = encodingNames(t, encodingFound);
  const delimiters = delimiterNames(t);
  return (
    <Card title={t("How to read it")}>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <FieldFrame label={t("Prices in the file")}>
          {(control) => (
            <Select
              {...control}
              value={options.taxTreatment}
              options={[
                { value: "none", label: t("Say nothing of tax: keep them") },
                { value: "exclusive", label: t("Are before tax") },
                { value: "inclusive", label: t("Include tax") },
              ]}
              onChange={(event) =>
                onOptions({ ...options, taxTreatment: event.target.value as Reading["taxTreatment"] })
              }
            />
          )}
        </FieldFrame>
        <FieldFrame label={t("Cost where the file gives none")} hint={t("Percent of the price")}>
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              value={options.costPercent}
              trail="%"
              onChange={(event) => onOptions({ ...options, costPercent: event.target.value })}
            />
          )}
        </FieldFrame>
        <FieldFrame
          label={t("05/04/2026 is")}
          hint={t("One order for the whole file; a date that does not fit is left out")}
        >
          {(control) => (
            <Select
              {...control}
              value={options.dateFormat}
              options={[
                { value: "auto", label: t("Find out") },
                { value: "dmy", label: t("5 April: day first") },
                { value: "mdy", label: t("4 May: month first") },
                { value: "ymd", label: t("No such dates: year first") },
              ]}
              onChange={(event) => onOptions({ ...options, dateFormat: event.target.value as Reading["dateFormat"] })}
            />
          )}
        </FieldFrame>
        {encodingFound !== "xlsx" && (
          <>
            <FieldFrame
              label={t("Letters are written in")}
              hint={t("Look at the first lines below: they change with it")}
            >
              {(control) => (
                <Select
                  {...control}
                  value={readAs.encoding}
                  options={insightsApi.importEncodings.map((value) => ({ value, label: encodings[value] }))}
                  onChange={(event) => onReadAs({ ...readAs, encoding: event.target.value as ReadAs["encoding"] })}
                />
              )}
            </FieldFrame>
            <FieldFrame label={t("Between columns stands")}>
              {(control) => (
                <Select
                  {...control}
                  value={readAs.delimiter}
                  options={insightsApi.importDelimiters.map((value) => ({ value, label: delimiters[value] }))}
                  onChange={(event) => onReadAs({ ...readAs, delimiter: event.target.value as ReadAs["delimiter"] })}
                />
              )}
            </FieldFrame>
          </>
        )}
      </div>
    </Card>
  );
}
