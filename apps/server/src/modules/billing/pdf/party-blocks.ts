import type { DocumentView } from "../read-invoice.ts";
import type { Writing } from "./document-layout.ts";
import { placeInWords } from "./indian-states.ts";
import type { Column } from "./page-types.ts";

/** Who sells: name, place, tax number, as they were when the document was issued. */
export function sellerBlock(document: DocumentView, writing: Writing): Column {
  const { seller } = document;
  const legalName = textOf(seller["legalName"]);
  const name = textOf(seller["name"]);
  return {
    width: "*",
    stack: [
      { text: legalName ?? name ?? "", bold: true, fontSize: 12 },
      ...present([name === legalName ? null : name, ...addressLines(seller["address"], writing)]),
      ...present([stateLine(seller, writing), numberLine(seller, writing)]),
    ],
  };
}

/** Who buys and, where it differs, where the goods went. */
export function buyerBlock(document: DocumentView, writing: Writing): Column[] {
  const { buyer } = document;
  const billed = addressLines(buyer["address"], writing);
  const shipped = addressLines(buyer["shipTo"], writing);
  const blocks: Column[] = [
    {
      width: "*",
      stack: [
        { text: document.kind === "credit_note" ? "Credited to" : "Billed to", style: "label" },
        { text: textOf(buyer["name"]) ?? "Counter sale", bold: true },
        ...present([...billed, stateLine(buyer, writing), numberLine(buyer, writing), textOf(buyer["email"])]),
      ],
    },
  ];
  if (shipped.length > 0 && shipped.join("\n") !== billed.join("\n")) {
    blocks.push({ width: "*", stack: [{ text: "Delivered to", style: "label" }, ...present(shipped)] });
  }
  return blocks;
}

function addressLines(address: unknown, writing: Writing): string[] {
  if (address === null || typeof address !== "object") return [];
  const a = address as Record<string, unknown>;
  const town = [textOf(a["city"]), textOf(a["state"]), textOf(a["postcode"])].filter((v) => v !== null).join(" ");
  const country = textOf(a["country"]);
  return present([textOf(a["line1"]), textOf(a["line2"]), town, country && writing.abroad(country)]);
}

function stateLine(party: Record<string, unknown>, writing: Writing): string | null {
  const country = textOf(party["country"]);
  const state = textOf(party["state"]);
  if (!writing.india || country !== "IN" || !state) return null;
  return `State: ${placeInWords(state.startsWith("IN-") ? state : `IN-${state}`)}`;
}

function numberLine(party: Record<string, unknown>, writing: Writing): string | null {
  const number = textOf(party["taxNumber"]);
  return number === null ? null : `${writing.taxNumberName} ${number}`;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function present(lines: readonly (string | null)[]): string[] {
  return lines.filter((line): line is string => line !== null && line !== "");
}
