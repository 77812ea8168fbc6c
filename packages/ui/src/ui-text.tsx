import { createContext, type ReactNode, useContext } from "react";

/** The words the components themselves speak. English here; an app passes its own language through `UiTextProvider`. */
export const englishUiText = {
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  loading: "Loading",
  tryAgain: "Try again",
  search: "Search",
  clear: "Clear",
  noMatches: "Nothing matches",
  narrowed: "There is nothing here that fits the search and filters.",
  showAll: "Show everything",
  columns: "Columns",
  filters: "Filters",
  from: "From",
  to: "To",
  views: "Views",
  everything: "Everything",
  sharedViews: "Shared with everybody",
  shareView: "Share with everybody",
  viewName: "Name of the view",
  deleteView: "Delete view",
  allRows: "All",
  exportCsv: "Export CSV",
  exportFailed: "The file was not made",
  exportCut: "The file holds the first 100,000 rows",
  exportNarrow: "Narrow the list by filters to get the rest.",
  selectAll: "Select all rows shown",
  selectRow: "Select row",
  selected: "selected",
  rowsShown: "shown",
  loadMore: "Load more",
  endOfList: "End of the list",
  sortAscending: "sorted ascending",
  sortDescending: "sorted descending",
  outcomeDone: "Done",
  outcomeFailed: "Not done",
  bulkDone: "done",
  bulkFailed: "not done",
  bulkUntouched: "not begun",
  bulkAgain: "Try those again",
  stop: "Stop",
  total: "Total",
  pieces: "pieces",
  available: "available",
  notMade: "not made",
  size: "size",
  curveHint: "Type a total to spread it over the sizes as they sell",
  evenHint: "Type a total to spread it evenly over the sizes",
  filledCells: "cells filled",
  skippedCells: "skipped",
  copied: "Copied",
  fillRight: "Fill right",
  fillDown: "Fill down",
  undo: "Undo",
  showTable: "Show the figures",
  hideTable: "Hide the figures",
  errorTitle: "This did not load",
  offlineTitle: "You are offline",
  offlineBody: "What you see may be old. It refreshes by itself when the connection is back.",
  noPermissionTitle: "You may not see this",
  noPermissionBody: "Ask an owner or manager of your business to give your role this permission.",
  openMenu: "Open menu",
  mainMenu: "Main menu",
  skipToContent: "Skip to content",
  goToAnything: "Go to anything, do anything",
  palettePlaceholder: "Style, SKU, GTIN, order or phone number, or a thing to do",
  noPicture: "no picture",
  dismiss: "Dismiss",
  /** Said before what a toast says. */
  notice: "Notice",
  notices: "Notices",
  unchanged: "unchanged",
  nothingBefore: "No earlier figure",
};

export type UiText = typeof englishUiText;

const TextContext = createContext<UiText>(englishUiText);

export function UiTextProvider({ text, children }: { text: Partial<UiText>; children: ReactNode }) {
  return <TextContext value={{ ...englishUiText, ...text }}>{children}</TextContext>;
}

export function useUiText(): UiText {
  return useContext(TextContext);
}
