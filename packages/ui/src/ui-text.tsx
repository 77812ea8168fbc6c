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
  columns: "Columns",
  filters: "Filters",
  views: "Views",
  saveView: "Save this view",
  viewName: "Name of the view",
  deleteView: "Delete view",
  allRows: "All",
  exportCsv: "Export CSV",
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
  total: "Total",
  pieces: "pieces",
  available: "available",
  notMade: "not made",
  size: "size",
  curveHint: "Type a total to spread it over the sizes",
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
