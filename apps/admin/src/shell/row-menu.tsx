import { Button, type DataColumn, Menu } from "@selvedge/ui";
import { MoreHorizontal } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import type { Translate } from "../i18n/i18n.ts";
import { useT } from "../i18n/i18n.ts";

type RowMenuProps = {
  /** What the record is called, for who hears the button. */
  name: string;
  items: ComponentProps<typeof Menu>["items"];
};

/** What can be done to one record of a list, behind three dots. */
export function RowMenu({ name, items }: RowMenuProps) {
  const t = useT();
  return (
    <Menu
      trigger={
        <Button tone="quiet" size="iconSm" aria-label={t("Change {{name}}", { name })}>
          <MoreHorizontal aria-hidden />
        </Button>
      }
      items={items}
    />
  );
}

/** The last column, with a {@link RowMenu} in each row. */
export const menuColumn = <Row,>(t: Translate, cell: (row: Row) => ReactNode): DataColumn<Row> => ({
  key: "more",
  header: t("Actions"),
  align: "end",
  cell,
});
