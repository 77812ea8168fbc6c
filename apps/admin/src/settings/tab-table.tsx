import { DataTable } from "@selvedge/ui";
import type { ComponentProps } from "react";

/** A list in a tab of the settings: as high as it needs, and never higher than the window leaves. */
export function TabTable<Row>(props: ComponentProps<typeof DataTable<Row>>) {
  return (
    <div className="flex h-[36rem] max-h-[70dvh] flex-col">
      <DataTable {...props} />
    </div>
  );
}
