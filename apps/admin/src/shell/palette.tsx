import { billingApi, catalogApi, type Permission, partyApi, salesApi } from "@selvedge/contract";
import { type PaletteGroup, type PaletteItem, Swatch } from "@selvedge/ui";
import CommandPalette from "@selvedge/ui/command-palette";
import { useNavigate } from "@tanstack/react-router";
import {
  BookOpen,
  FileText,
  FileUp,
  Languages,
  LogOut,
  Monitor,
  Moon,
  Plus,
  Shirt,
  ShoppingBag,
  Sun,
  Truck,
  User,
} from "lucide-react";
import { type ReactNode, useCallback } from "react";
import { call } from "../api/client.ts";
import { chooseLanguage, languages, useT } from "../i18n/i18n.ts";
import { signOut, useCan } from "../session/session-store.ts";
import { navSections } from "./nav.tsx";
import { applyTheme } from "./theme.ts";

type PaletteProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Go to any record or screen, start any task. Each kind of record is asked for at once; what may not be seen or fails stays out. */
export default function Palette({ open, onOpenChange }: PaletteProps) {
  const t = useT();
  const can = useCan();
  const navigate = useNavigate();
  const go = useCallback((to: string) => void navigate({ to: to as "/" }), [navigate]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: permissions and words change only with the session and the language
  const search = useCallback(
    async (q: string, signal: AbortSignal): Promise<PaletteGroup[]> => {
      const asked: [boolean, string, () => Promise<PaletteItem[]>][] = [
        [
          can("sales.order.read"),
          t("Orders"),
          async () =>
            (await call(salesApi.listOrders, { q, limit: 5 }, { signal })).items.map((order) => ({
              key: order.id,
              label: order.number,
              detail: order.customerName ?? order.channelName,
              icon: <ShoppingBag aria-hidden />,
              onSelect: () => go(`/orders/${order.id}`),
            })),
        ],
        [
          can("catalog.style.read"),
          t("Styles"),
          async () =>
            (await call(catalogApi.listStyles, { q, limit: 5 }, { signal })).items.map((style) => ({
              key: style.id,
              label: style.name,
              detail: style.code,
              icon: <Shirt aria-hidden />,
              onSelect: () => go(`/styles/${style.id}`),
            })),
        ],
        [
          can("catalog.style.read"),
          t("SKUs"),
          async () =>
            (await call(catalogApi.listSkus, { q, limit: 5 }, { signal })).items.map((sku) => ({
              key: sku.id,
              label: `${sku.styleName} · ${sku.colourName} · ${sku.size}`,
              detail: sku.code,
              icon: <Swatch hex={sku.hex} />,
              onSelect: () => go(`/styles/${sku.styleId}`),
            })),
        ],
        [
          can("party.customer.read"),
          t("Customers"),
          async () =>
            (await call(partyApi.listCustomers, { q, limit: 5 }, { signal })).items.map((customer) => ({
              key: customer.id,
              label: customer.name,
              detail: customer.phone ?? customer.email ?? customer.code,
              icon: <User aria-hidden />,
              onSelect: () => go(`/customers/${customer.id}`),
            })),
        ],
        [
          can("billing.invoice.read"),
          t("Invoices"),
          async () =>
            (await call(billingApi.listInvoices, { q, limit: 5 }, { signal })).items.map((invoice) => ({
              key: invoice.id,
              label: invoice.number,
              detail: invoice.customerName ?? invoice.orderNumber,
              icon: <FileText aria-hidden />,
              onSelect: () => go(`/invoices/${invoice.id}`),
            })),
        ],
      ];
      const groups = await Promise.all(
        asked
          .filter(([allowed]) => allowed)
          .map(async ([, heading, find]) => ({ heading, items: await find().catch(() => []) })),
      );
      return groups.filter((group) => group.items.length > 0);
    },
    [go, t],
  );

  const places: PaletteItem[] = navSections(t, can)
    .flatMap((section) => section.items)
    .map((item) => ({ key: item.to, label: item.label, icon: item.icon, onSelect: () => go(item.to) }));
  const deed = (permission: Permission, key: string, label: string, icon: ReactNode, to: string, search = {}) =>
    can(permission) && { key, label, icon, onSelect: () => void navigate({ to: to as "/", search }) };
  const plus = <Plus aria-hidden />;
  const deeds: (PaletteItem | false)[] = [
    deed("sales.order.place", "new-order", t("New order"), plus, "/orders/new"),
    deed("catalog.style.change", "new-style", t("New style"), plus, "/styles/new"),
    deed("party.customer.change", "new-customer", t("New customer"), plus, "/customers", { make: "new" }),
    deed("inventory.stock.receive", "receive", t("Receive stock"), <Truck aria-hidden />, "/stock/receive"),
    deed("ledger.journal.post", "entry", t("Manual entry"), <BookOpen aria-hidden />, "/journal", { make: "new" }),
    deed("connect.import.run", "import", t("Import sales history"), <FileUp aria-hidden />, "/imports"),
    deed("identity.user.change", "people", t("Invite person"), <User aria-hidden />, "/settings", { tab: "people" }),
    { key: "account", label: t("Your account"), icon: <User aria-hidden />, onSelect: () => go("/profile") },
    ...languages.map(({ code, name }) => ({
      ...{ key: `language-${code}`, label: name, icon: <Languages aria-hidden />, keywords: ["language", code] },
      onSelect: () => void chooseLanguage(code),
    })),
    { key: "out", label: t("Sign out"), icon: <LogOut aria-hidden />, onSelect: () => void signOut() },
    { key: "light", label: t("Light theme"), icon: <Sun aria-hidden />, onSelect: () => applyTheme("light") },
    { key: "dark", label: t("Dark theme"), icon: <Moon aria-hidden />, onSelect: () => applyTheme("dark") },
    { key: "system", label: t("System theme"), icon: <Monitor aria-hidden />, onSelect: () => applyTheme("system") },
  ];
  const groups: PaletteGroup[] = [
    { heading: t("Do"), items: deeds.filter((deed) => deed !== false) },
    { heading: t("Go to"), items: places },
  ];
  return <CommandPalette open={open} onOpenChange={onOpenChange} groups={groups} search={search} />;
}
