import { shopApi } from "@selvedge/contract";
import { Button, EmptyState, Page, Tabs } from "@selvedge/ui";
import { useNavigate } from "@tanstack/react-router";
import { Store } from "lucide-react";
import type { ReactNode } from "react";
import { useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";

const paths = {
  front: "/shop",
  styles: "/shop/styles",
  collections: "/shop/collections",
  delivery: "/shop/delivery",
  returns: "/shop/returns",
} as const;

export type Setup = shopApi.ShopSetup;
/** A set-up that is there: its settings are not null. */
export type OpenSetup = Setup & { settings: NonNullable<Setup["settings"]> };

/** Everything about the online shop under one roof; a business without one is offered to set it up. */
export function ShopTabs({
  current,
  children,
}: {
  current: keyof typeof paths;
  children: (setup: OpenSetup) => ReactNode;
}) {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const setup = useApi(shopApi.getShopSetup, {});
  const asked = useApi(shopApi.listReturnRequests, { status: "asked" }, { enabled: can("shop.return.read") });
  return (
    <Page title={t("Online shop")}>
      <Loaded query={setup}>
        {(loaded) =>
          loaded.settings === null ? (
            <NotSetUp />
          ) : (
            <>
              <Tabs
                label={t("Online shop")}
                value={current}
                onChange={(next) => void navigate({ to: paths[next as keyof typeof paths] })}
                tabs={[
                  { value: "front", label: t("Shop front") },
                  { value: "styles", label: t("Styles shown") },
                  { value: "collections", label: t("Collections") },
                  { value: "delivery", label: t("Delivery") },
                  ...(can("shop.return.read")
                    ? [{ value: "returns", label: t("Returns"), count: asked.data?.items.length || undefined }]
                    : []),
                ]}
              />
              {children(loaded as OpenSetup)}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function NotSetUp() {
  const t = useT();
  const can = useCan();
  const open = useCommand(shopApi.openShop, { refresh: ["shop."] });
  return (
    <EmptyState
      icon={<Store aria-hidden />}
      title={t("No online shop yet")}
      action={
        can("shop.setup.change") && (
          <Button tone="primary" busy={open.isPending} onClick={() => open.mutate({})}>
            {t("Set it up")}
          </Button>
        )
      }
    >
      {t("It sells what you have in stock, at your prices. It stays closed until you open it.")}
    </EmptyState>
  );
}
