import { catalogApi, type InputOf, shopApi } from "@selvedge/contract";
import { Badge, Button, Card, Checkbox, Dialog, EmptyState } from "@selvedge/ui";
import { ArrowDown, ArrowUp, LayoutGrid, Plus } from "lucide-react";
import { useState } from "react";
import { Controller, useWatch } from "react-hook-form";
import type { z } from "zod";
import { errorText } from "../api/client.ts";
import { useApi, useCommand } from "../api/hooks.ts";
import { Form, SaveButton, SelectField, TextField, useContractForm } from "../form/form.tsx";
import { type Translate, useT } from "../i18n/i18n.ts";
import { useCan } from "../session/session-store.ts";
import { asOneRow } from "./as-one-row.ts";
import { PickedStyles } from "./picked-styles.tsx";
import { type OpenSetup, ShopTabs } from "./shop-tabs.tsx";

type Collection = InputOf<typeof shopApi.setShopCollections>["collections"][number];
const CollectionSchema: z.ZodType = shopApi.setShopCollections.input.shape.collections.element;

const ruleWords = (t: Translate): Record<Collection["rule"], string> => ({
  styles: t("Styles you choose, in your order"),
  season: t("A season"),
  category: t("A category"),
  sale: t("What is reduced"),
  newest: t("What is new"),
});

/** The shop's collections in the order of its home page. */
export function Collections() {
  return <ShopTabs current="collections">{(setup) => <CollectionList setup={setup} />}</ShopTabs>;
}

function CollectionList({ setup }: { setup: OpenSetup }) {
  const t = useT();
  const mayChange = useCan()("shop.setup.change");
  const [editing, setEditing] = useState<number | "new" | null>(null);
  const all: Collection[] = setup.collections.map(({ id: _id, ...collection }) => collection);
  const save = useCommand(shopApi.setShopCollections, { refresh: ["shop."], done: t("Saved"), quietErrors: true });
  const put = (collections: Collection[]) => save.mutateAsync({ collections });
  const swap = (i: number, with_: number) => {
    const next = [...all];
    [next[i], next[with_]] = [next[with_]!, next[i]!];
    void put(next);
  };
  const add = mayChange && (
    <Button size="sm" icon={<Plus aria-hidden />} onClick={() => setEditing("new")}>
      {t("Add a collection")}
    </Button>
  );
  if (all.length === 0) {
    return (
      <EmptyState icon={<LayoutGrid aria-hidden />} title={t("No collections yet")} action={add}>
        {t("A collection is a page of its own and a row on the home page.")}
      </EmptyState>
    );
  }
  const rules = ruleWords(t);
  return (
    <Card flush title={t("Collections")} actions={add}>
      {save.error && editing === null && <p className="px-4 py-2 text-sm text-bad">{errorText(save.error)}</p>}
      <ul className="divide-y divide-line">
        {all.map((collection, i) => (
          <li key={collection.slug} className="flex min-h-14 flex-wrap items-center gap-3 px-4 py-2 text-sm">
            <span className="min-w-40 flex-1">
              <span className="font-medium">{collection.name}</span>
              <span className="block text-xs text-ink-2">
                {rules[collection.rule]}
                {collection.blurb && ` · ${collection.blurb}`}
              </span>
            </span>
            {collection.onHome && <Badge tone="note">{t("On the home page")}</Badge>}
            {mayChange && (
              <span className="flex gap-1">
                <Button
                  size="sm"
                  tone="quiet"
                  icon={<ArrowUp aria-hidden />}
                  disabled={i === 0 || save.isPending}
                  aria-label={t("Move {{name}} up", { name: collection.name })}
                  onClick={() => swap(i, i - 1)}
                />
                <Button
                  size="sm"
                  tone="quiet"
                  icon={<ArrowDown aria-hidden />}
                  disabled={i === all.length - 1 || save.isPending}
                  aria-label={t("Move {{name}} down", { name: collection.name })}
                  onClick={() => swap(i, i + 1)}
                />
                <Button
                  size="sm"
                  aria-label={t("Change {{name}}", { name: collection.name })}
                  onClick={() => setEditing(i)}
                >
                  {t("Change")}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {editing !== null && (
        <CollectionDialog
          collection={editing === "new" ? null : all[editing]!}
          onSave={(next) =>
            editing === "new"
              ? asOneRow(put([...all, next]), "collections", all.length)
              : asOneRow(put(all.map((c, i) => (i === editing ? next : c))), "collections", editing)
          }
          onRemove={() => put(all.filter((_, i) => i !== editing))}
          onClose={() => setEditing(null)}
        />
      )}
    </Card>
  );
}

/** `Fête week` -> `fete-week`, its part of the page's address. */
const slugOf = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);

function CollectionDialog(props: {
  collection: Collection | null;
  onSave: (collection: Collection) => Promise<unknown>;
  onRemove: () => Promise<unknown>;
  onClose: () => void;
}) {
  const { collection, onSave, onRemove, onClose } = props;
  const t = useT();
  const [seasons, categories] = [useApi(catalogApi.listSeasons, {}), useApi(catalogApi.listCategories, {})];
  const form = useContractForm<Collection>(CollectionSchema, {
    ...{ slug: "", name: "", rule: "styles", onHome: true, styleIds: [] },
    ...collection,
    ...{
      blurb: collection?.blurb ?? "",
      seasonId: collection?.seasonId ?? "",
      categoryId: collection?.categoryId ?? "",
    },
  });
  const rule = useWatch({ control: form.control, name: "rule" });
  const isNew = collection === null;
  const save = async (values: Collection) => {
    await onSave(values);
    onClose();
  };
  const named = (items: readonly { id: string; name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isNew ? t("Add a collection") : collection.name}
      footer={
        <>
          {!isNew && (
            <Button tone="danger" onClick={() => void onRemove().then(onClose)}>
              {t("Remove")}
            </Button>
          )}
          <SaveButton form="collection" busy={form.formState.isSubmitting}>
            {t("Save")}
          </SaveButton>
        </>
      }
    >
      <Form id="collection" form={form} onSubmit={save} className="space-y-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            name="name"
            label={t("Name")}
            required
            autoFocus
            onInput={(event) => {
              const { value } = event.currentTarget;
              if (isNew && !form.getFieldState("slug").isTouched) form.setValue("slug", slugOf(value));
            }}
          />
          <TextField name="slug" label={t("In the address")} hint={t("Small letters and hyphens")} required />
          <TextField name="blurb" label={t("In one line")} className="sm:col-span-2" />
          <SelectField
            name="rule"
            label={t("What is in it")}
            options={Object.entries(ruleWords(t)).map(([value, label]) => ({ value, label }))}
          />
          {rule === "season" && (
            <SelectField
              name="seasonId"
              label={t("Season")}
              options={named(seasons.data?.items)}
              placeholder={t("Choose")}
            />
          )}
          {rule === "category" && (
            <SelectField
              name="categoryId"
              label={t("Category")}
              options={named(categories.data?.items)}
              placeholder={t("Choose")}
            />
          )}
        </div>
        {rule === "styles" && (
          <Controller
            name="styleIds"
            control={form.control}
            render={({ field }) => <PickedStyles value={field.value ?? []} onChange={field.onChange} />}
          />
        )}
        <Checkbox {...form.register("onHome")} label={t("A row on the home page")} />
      </Form>
    </Dialog>
  );
}
