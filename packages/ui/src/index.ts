export { AppShell, type NavItem, type NavSection, Page } from "./app-shell.tsx";
export { Badge, type Tone } from "./badge.tsx";
export { BrandMark } from "./brand.tsx";
export { Button, buttonLook } from "./button.tsx";
export { type CardColumn, CardTable } from "./card-table.tsx";
export { ChartFrame } from "./charts/chart-frame.tsx";
export type { BarPoint, FanPoint } from "./charts/chart-parts.ts";
export { Bars, LineWithIntervals } from "./charts/charts.tsx";
export { DayColumns, ShareBars } from "./charts/day-columns.tsx";
export { Sparkline } from "./charts/sparkline.tsx";
export { Checkbox, type Option, Segmented, Select } from "./choice.tsx";
export { cx } from "./classes.ts";
export { Combobox, type ComboboxItem } from "./combobox.tsx";
export type { PaletteGroup, PaletteItem } from "./command-palette.tsx";
export { saveFile, toCsv } from "./data-table/csv.ts";
export type { BulkAction, DataColumn, ListFilter } from "./data-table/data-column.ts";
export { DataTable } from "./data-table/data-table.tsx";
export { changeState, type ListState } from "./data-table/list-state.ts";
export { type ListViews, ListViewsProvider } from "./data-table/list-views.ts";
export { Dialog, SidePanel } from "./dialog.tsx";
export { Card, type FieldControl, FieldFrame } from "./field.tsx";
export { DateTime } from "./format/date-time.tsx";
export { FormatProvider, type FormatSettings, useFormatSettings } from "./format/format-context.tsx";
export {
  addDays,
  formatDate,
  formatMoney,
  formatNumber,
  formatShare,
  majorUnits,
  minorDigits,
  parseMoney,
  todayIn,
} from "./format/format-figures.ts";
export { Money } from "./format/money.tsx";
export { Quantity, Share } from "./format/quantity.tsx";
export { GarmentPicture } from "./garment-picture.tsx";
export { Input, MoneyInput, SearchInput, TextArea } from "./input.tsx";
export { KpiCard } from "./kpi-card.tsx";
export { Menu, type MenuItem, Popover, Tooltip, TooltipProvider } from "./menu.tsx";
export { Progress } from "./progress.tsx";
export { ScrollRegion } from "./scroll-region.tsx";
export type { GridCell, GridRow, GridStyle } from "./size-grid/grid-model.ts";
export { SizeGrid } from "./size-grid/size-grid.tsx";
export { Skeleton, SkeletonRows } from "./skeleton.tsx";
export { EmptyState, ErrorState, NoPermissionState, Notice, OfflineState } from "./states.tsx";
export { Swatch, SwatchRow } from "./swatch.tsx";
export { type Tab, Tabs } from "./tabs.tsx";
export { Timeline, type TimelineEntry } from "./timeline.tsx";
export { ToastHost, toast } from "./toast.tsx";
export { englishUiText, type UiText, UiTextProvider, useUiText } from "./ui-text.tsx";
