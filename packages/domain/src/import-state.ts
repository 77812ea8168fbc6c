import { nextIn, type StateTable } from "./state-table.ts";

export const importStatuses = [
  "uploaded",
  "checking",
  "checked",
  "running",
  "done",
  "cancelled",
  "failed",
  "undoing",
  "undone",
] as const;
export type ImportStatus = (typeof importStatuses)[number];
export type ImportEvent = "check" | "checked" | "run" | "finish" | "cancel" | "fail" | "undo" | "undone";

/**
 * The life of an import: the file is checked first (a dry run that names every bad row) and may be checked again with
 * another mapping; what was written, whole or up to a failure or a stop, can be undone.
 */
export const importTransitions: StateTable<ImportStatus, ImportEvent> = {
  uploaded: { check: "checking", cancel: "cancelled" },
  checking: { checked: "checked", cancel: "cancelled", fail: "failed" },
  checked: { check: "checking", run: "running", cancel: "cancelled" },
  running: { finish: "done", cancel: "cancelled", fail: "failed" },
  done: { undo: "undoing" },
  cancelled: { check: "checking", undo: "undoing" },
  failed: { check: "checking", run: "running", undo: "undoing" },
  undoing: { undone: "undone", fail: "failed" },
  undone: { check: "checking" },
};

/** The status an event leads to, or null where it is refused. */
export function nextImportStatus(from: ImportStatus, event: ImportEvent): ImportStatus | null {
  return nextIn(importTransitions, from, event);
}
