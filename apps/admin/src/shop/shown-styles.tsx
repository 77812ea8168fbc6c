import { type OutputOf, shopApi } from "@selvedge/contract";
import { Badge, Card, Checkbox, EmptyState, GarmentPicture, Quantity, SearchInput, Segmented } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { Shirt } from "lucide-react";
import { useState } from "react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { type Translate, useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { useListState } from "../shell/list-search.ts";
import { ShopTabs } from "./shop-tabs.tsx";

type Row = OutputOf<typeof shopApi.listShownStyles>["items"][number];

const whyWords = (t: Translate): Record<NonNullable<Row["whyNot"]>, string> => ({
  hidden: t("Hidden by hand"),
  no_price: t("Has no price"),
  no_stock: t("Nothing in stock"),
  not_new: t("Not chosen yet"),
});

/** Which styles the shop shows, each with a tick, and why one is not to be seen. */
export function ShownStyles() {
  const t = useT();
  const [state, setState] = useListState();
  const q = state["q"] ?? "";
  const show = state["show"] ?? "all";
  const styles = useApi(shopApi.listShownStyles, q ? { q } : {});
  return (
    <ShopTabs current="styles">
      {() => (
        <div className="space-y-4">
          <div className="flex flex-wrap items-center gap-3">
            <SearchInput
              label={t("Search styles")}
              value={q}
              onChange={(next) => setState({ ...state, q: next || undefined })}
              className="max-w-xs"
            />
            <Segmented
              label={t("Show")}
              value={show}
              onChange={(next) => setState({ ...state, show: next === "all" ? undefined : next })}
              options={[
                { value: "all", label: t("All") },
                { value: "shown", label: t("Shown") },
                { value: "not", label: t("Not shown") },
              ]}
            />
          </div>
          <Loaded query={styles}>
            {({ items }) => <Rows items={items.filter((s) => show === "all" || s.isShown === (show === "shown"))} />}
          </Loaded>
        </div>
      )}
    </ShopTabs>
  );
}

/** Whether the shop would show it, were there a price and stock. */
const isWanted = ({ whyNot }: Row): boolean => whyNot !== "hidden" && whyNot !== "not_new";

function Rows({ items }: { items: readonly Row[] }) {
  const t = useT();
  const mayChange = useCan()("shop.setup.change");
  const change = useCommand(shopApi.showStyles, { refresh: ["shop."] });
  // What was just ticked stands at once, and is taken back when the server says no.
  const [ticked, setTicked] = useState<Readonly<Record<string, boolean>>>({});
  const tick = (id: string, isShown: boolean) => {
    setTicked({ ...ticked, [id]: isShown });
    change.mutate({ styleIds: [id], isShown }, { onError: () => setTicked({ ...ticked, [id]: !isShown }) });
  };
  const why = whyWords(t);
  if (items.length === 0) {
    return (
      <EmptyState icon={<Shirt aria-hidden />} title={t("No style fits")}>
        {t("Active styles with a price and stock can be sold in the shop.")}
      </EmptyState>
    );
  }
  return (
    <Card flush>
      <ul className="divide-y divide-line">
        {items.map((style) => (
          <li key={style.id} className="flex min-h-14 items-center gap-3 px-4 py-2 text-sm">
            <Checkbox
              aria-label={t("Show {{name}} in the shop", { name: style.name })}
              checked={ticked[style.id] ?? isWanted(style)}
              disabled={!mayChange}
              onChange={(event) => tick(style.id, event.target.checked)}
            />
            <GarmentPicture src={style.pictureUrl} name={style.name} hex={style.hex} />
            <span className="min-w-0 flex-1">
              <Link to="/styles/$styleId" params={{ styleId: style.id }} className="font-medium hover:underline">
                {style.name}
              </Link>
              <span className="block text-xs text-ink-3">{style.code}</span>
            </span>
            {style.whyNot && <Badge tone="warn">{why[style.whyNot]}</Badge>}
            <span className="w-16 text-end text-ink-2">
              <Quantity value={style.availableQty} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
