import { inventoryApi, salesApi } from "@selvedge/contract";
import { Checkbox } from "@selvedge/ui";
import { useApi } from "../api/hooks.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import type { Limits } from "./permission-list.ts";

const nowhereLimited: Limits = { locationIds: null, channelIds: null, ownAccounts: false };

/** Locations and channels by name, for saying how far a permission goes. */
export function usePlaces() {
  const can = useCan();
  const locations = useApi(inventoryApi.listLocations, {}, { enabled: can("inventory.stock.read") });
  const channels = useApi(salesApi.listChannels, {}, { enabled: can("sales.order.read") });
  return {
    locations: locations.data?.items ?? [],
    channels: channels.data?.items ?? [],
  };
}

/** Says how far: "Everywhere", "Only in MG Road, Pune · only own customers". */
export function useReachWords(): (limits: Limits | null) => string {
  const t = useT();
  const { locations, channels } = usePlaces();
  return (limits) => {
    if (!limits) return t("Everywhere");
    const names = (ids: readonly string[], known: readonly { id: string; name: string }[]) =>
      ids.map((id) => known.find((one) => one.id === id)?.name ?? t("a place you do not see")).join(", ");
    const parts = [
      limits.locationIds && t("Only at {{places}}", { places: names(limits.locationIds, locations) }),
      limits.channelIds && t("Only in {{places}}", { places: names(limits.channelIds, channels) }),
      limits.ownAccounts && t("Only own customers"),
    ];
    return parts.filter(Boolean).join(" · ") || t("Everywhere");
  };
}

type ReachFieldsProps = { value: Limits | null; onChange: (next: Limits | null) => void };

/** Where something is allowed: at which locations, in which channels, for whose customers. Nothing chosen is everywhere. */
export function ReachFields({ value, onChange }: ReachFieldsProps) {
  const t = useT();
  const { locations, channels } = usePlaces();
  const limits = value ?? nowhereLimited;
  const set = (part: Partial<Limits>) => {
    const next = { ...limits, ...part };
    onChange(next.locationIds || next.channelIds || next.ownAccounts ? next : null);
  };
  return (
    <div className="space-y-3">
      <Places
        title={t("Locations")}
        all={t("All of them when none is chosen")}
        places={locations}
        chosen={limits.locationIds ?? null}
        onChange={(locationIds) => set({ locationIds })}
      />
      <Places
        title={t("Channels")}
        all={t("All of them when none is chosen")}
        places={channels}
        chosen={limits.channelIds ?? null}
        onChange={(channelIds) => set({ channelIds })}
      />
      <Checkbox
        label={t("Only customers they look after, and their papers")}
        checked={limits.ownAccounts ?? false}
        onChange={(event) => set({ ownAccounts: event.target.checked })}
      />
    </div>
  );
}

type PlacesProps = {
  title: string;
  all: string;
  places: readonly { id: string; name: string }[];
  chosen: readonly string[] | null;
  onChange: (ids: string[] | null) => void;
};

function Places({ title, all, places, chosen, onChange }: PlacesProps) {
  const toggle = (id: string, on: boolean) => {
    const next = on ? [...(chosen ?? []), id] : (chosen ?? []).filter((one) => one !== id);
    onChange(next.length > 0 ? next : null);
  };
  if (places.length === 0) return null;
  return (
    <fieldset>
      <legend className="text-sm font-medium">{title}</legend>
      <p className="text-xs text-ink-3">{all}</p>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {places.map((place) => (
          <Checkbox
            key={place.id}
            label={place.name}
            checked={chosen?.includes(place.id) ?? false}
            onChange={(event) => toggle(place.id, event.target.checked)}
          />
        ))}
      </div>
    </fieldset>
  );
}
