import { Button, FieldFrame, Input, Select, toast } from "@selvedge/ui";
import { useEffect, useState } from "react";
import { useTill } from "../app/till-state.ts";
import { useT } from "../i18n/i18n.ts";
import { testBytes } from "../receipt/receipt-bytes.ts";
import { type ChosenPrinter, choosePrinter, chosenPrinter, openDrawer, printerKinds, printPaper } from "./printer.ts";
import { shell } from "./shell.ts";

/** Which printer the receipts go to, and whether it works: a strip of paper and the drawer. */
export function PrinterSettings() {
  const t = useT();
  const head = useTill((s) => s.catalog?.head ?? null);
  const [printer, setPrinter] = useState<ChosenPrinter>({ kind: "browser", address: "" });
  const [system, setSystem] = useState<string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    void chosenPrinter().then(setPrinter);
    void shell()?.printers().then(setSystem);
  }, []);
  const names = {
    browser: t("The browser's print"),
    usb: t("USB receipt printer"),
    serial: t("Serial receipt printer"),
    direct: t("Receipt printer at an address"),
    system: t("A printer of this computer"),
  };
  const choose = (next: ChosenPrinter) => {
    setProblem(null);
    void choosePrinter(next).then(
      () => setPrinter(next),
      () => toast({ tone: "note", title: t("No printer was chosen") }),
    );
  };
  const test = () =>
    void printPaper(testBytes(head?.shop.name ?? "Selvedge", t("This printer works."))).then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    );
  return (
    <section className="space-y-4 rounded-xl border border-line bg-surface p-5">
      <FieldFrame label={t("Receipt printer")}>
        {(control) => (
          <Select
            {...control}
            value={printer.kind}
            options={printerKinds().map((kind) => ({ value: kind, label: names[kind] }))}
            onChange={(e) => choose({ kind: e.target.value as ChosenPrinter["kind"], address: "" })}
          />
        )}
      </FieldFrame>
      {printer.kind === "direct" && (
        <FieldFrame
          label={t("Address or port")}
          hint={t("Such as 192.168.1.50, /dev/usb/lp0 or COM3")}
          error={problem ?? undefined}
        >
          {(control) => (
            <Input
              {...control}
              value={printer.address}
              maxLength={200}
              spellCheck={false}
              onChange={(e) => setPrinter({ ...printer, address: e.target.value })}
              onBlur={() => choose(printer)}
            />
          )}
        </FieldFrame>
      )}
      {printer.kind === "system" && (
        <FieldFrame label={t("Printer")} error={problem ?? undefined}>
          {(control) => (
            <Select
              {...control}
              value={printer.address}
              placeholder={t("Choose")}
              options={system.map((name) => ({ value: name, label: name }))}
              onChange={(e) => choose({ kind: "system", address: e.target.value })}
            />
          )}
        </FieldFrame>
      )}
      {problem && (printer.kind === "usb" || printer.kind === "serial") && (
        <p role="alert" className="text-sm text-bad">
          {t("The printer does not answer")}
        </p>
      )}
      {printer.kind !== "browser" && (
        <div className="flex flex-wrap gap-2">
          <Button size="lg" onClick={test}>
            {t("Print a test")}
          </Button>
          {printer.kind !== "system" && (
            <Button size="lg" onClick={() => void openDrawer()}>
              {t("Open the drawer")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
