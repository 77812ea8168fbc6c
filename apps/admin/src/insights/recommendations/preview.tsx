import { catalogApi, decideApi, type OutputOf } from "@selvedge/contract";
import { Card, type ComboboxItem, EmptyState, GarmentPicture, Segmented } from "@selvedge/ui";
import { Link } from "@tanstack/react-router";
import { Sparkles } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../api/hooks.ts";
import { Loaded } from "../../api/query-states.tsx";
import { StylePicker } from "../../catalog/style-picker.tsx";
import { useT } from "../../i18n/i18n.ts";
import { CustomerPicker } from "../customer-picker.tsx";
import { NeedsHistory } from "../needs-history.tsx";
import { type Kind, reasonWords } from "./reason-words.ts";

type Item = OutputOf<typeof decideApi.listRecommendations>["items"][number];

/** What the shop and the till would show for a style or a customer. */
export function Preview() {
  const t = useT();
  const [kind, setKind] = useState<Kind>("popular");
  const [styleId, setStyle] = useState<string | null>(null);
  const [customer, setCustomer] = useState<ComboboxItem | null>(null);
  const needsStyle = kind === "together" || kind === "look" || kind === "alike";
  const input = {
    kind,
    limit: 12,
    ...(needsStyle && styleId ? { styleIds: styleId } : {}),
    ...(customer ? { customerId: customer.value } : {}),
  };
  const isReady = needsStyle ? styleId !== null : kind !== "customer" || customer !== null;
  const list = useApi(decideApi.listRecommendations, input, { enabled: isReady });
  const style = useApi(catalogApi.getStyle, { id: styleId ?? "" }, { enabled: needsStyle && styleId !== null });
  return (
    <div className="space-y-4 pt-4">
      <Segmented<Kind>
        label={t("Kind")}
        value={kind}
        onChange={setKind}
        className="max-w-full overflow-x-auto whitespace-nowrap"
        options={[
          { value: "popular", label: t("Popular") },
          { value: "together", label: t("Bought together") },
          { value: "look", label: t("Complete the look") },
          { value: "alike", label: t("Alike") },
          { value: "customer", label: t("For a customer") },
        ]}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        {needsStyle && <StylePicker taken={[]} onPick={setStyle} />}
        <CustomerPicker
          value={customer}
          placeholder={t("A customer: what they just bought is left out")}
          onChange={setCustomer}
        />
      </div>
      {needsStyle && style.data && (
        <p className="flex items-center gap-3 text-sm">
          <GarmentPicture
            src={style.data.colourways.find((colour) => colour.pictureUrl)?.pictureUrl}
            name={style.data.name}
            hex={style.data.colourways[0]?.hex}
            size="xs"
          />
          {t("Beside {{name}}", { name: style.data.name })}
        </p>
      )}
      {isReady ? (
        <Loaded query={list}>
          {({ items }) =>
            items.length === 0 ? (
              <NeedsHistory icon={<Sparkles aria-hidden />} title={t("Nothing to show")}>
                {t("It needs baskets of two styles or more; only what is there to be had is ever shown.")}
              </NeedsHistory>
            ) : (
              <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-6">
                {items.map((item) => (
                  <Shown key={item.styleId} item={item} />
                ))}
              </ul>
            )
          }
        </Loaded>
      ) : (
        <EmptyState icon={<Sparkles aria-hidden />} title={needsStyle ? t("Choose a style") : t("Choose a customer")}>
          {t("See here what the shop and the till would show, and why.")}
        </EmptyState>
      )}
    </div>
  );
}

function Shown({ item }: { item: Item }) {
  const t = useT();
  return (
    <li>
      <Card className="h-full">
        <GarmentPicture
          src={item.pictureUrl}
          name={`${item.styleName}, ${item.colourName}`}
          hex={item.hex}
          size="fill"
        />
        <Link
          to="/styles/$styleId"
          params={{ styleId: item.styleId }}
          className="mt-2 line-clamp-1 block font-medium hover:underline"
        >
          {item.styleName}
        </Link>
        <p className="truncate text-xs text-ink-3">
          {item.colourName} · {t("{{count}} pieces", { count: item.availableQty })}
        </p>
        <p className="mt-1 text-xs text-ink-2">{reasonWords(t, item.source, item.reason)}</p>
      </Card>
    </li>
  );
}
