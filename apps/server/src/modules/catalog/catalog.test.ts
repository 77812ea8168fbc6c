import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { catalogApi, tenancyApi } from "@selvedge/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { getFile, openFiles, readFileStream } from "../../platform/files.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import { operations as tenancyOperations } from "../tenancy/index.ts";
import { addColourways } from "./add-colourways.ts";
import { createCategory, listCategories } from "./categories.ts";
import { changeColourway } from "./change-colourway.ts";
import { changeSku } from "./change-sku.ts";
import { changeStyle } from "./change-style.ts";
import { findSkusForOrder } from "./find-skus-for-order.ts";
import { getStyle } from "./get-style.ts";
import { listSkus } from "./list-skus.ts";
import { listStyles } from "./list-styles.ts";
import { createSeason, listSeasons } from "./seasons.ts";
import { setPicture } from "./set-colourway-picture.ts";
import { createSizeScale } from "./size-scales.ts";
import { aStyle } from "./testing/style-input.ts";

let world: TestWorld;
let tenant: TestTenant;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world?.close());

async function fresh(): Promise<TestTenant> {
  tenant = await world.openTenant();
  return tenant;
}

const changeTenant = tenancyOperations.find((o) => o.endpoint.name === tenancyApi.changeTenant.name)!;

it("makes the whole matrix with codes by the pattern, sizes in the scale's order", async () => {
  await fresh();
  const style = await tenant.run(catalogApi.createStyle, await aStyle(tenant, { sizes: ["XL", "s", "M"] }));
  expect(style.colourways.map((c) => [c.code, c.hex, c.skus.map((k) => k.code)])).toEqual([
    ["IND", "#1f2a44", ["KURTA12-IND-S", "KURTA12-IND-M", "KURTA12-IND-XL"]],
    ["RST", "#b7410e", ["KURTA12-RST-S", "KURTA12-RST-M", "KURTA12-RST-XL"]],
  ]);
  expect(await tenant.run(getStyle, { id: style.id })).toEqual(style);
});

it("answers a code collision with the style, colour and size that have the code", async () => {
  await fresh();
  await tenant.run(catalogApi.createStyle, await aStyle(tenant));
  await expect(tenant.run(catalogApi.createStyle, await aStyle(tenant, { name: "Other" }))).rejects.toMatchObject({
    code: "duplicate",
    message: 'Style code KURTA12 is taken by "Handloom kurta".',
  });
  await tenant.run(changeTenant, { skuPattern: "{style}{colour}{size}" });
  const one = { colourways: [{ code: "2R", name: "Red", hex: "#ff0000" }], sizes: ["M"] };
  await tenant.run(catalogApi.createStyle, await aStyle(tenant, { code: "A1", ...one }));
  const two = { colourways: [{ code: "R", name: "Red", hex: "#ff0000" }], sizes: ["M"] };
  await expect(tenant.run(catalogApi.createStyle, await aStyle(tenant, { code: "A12", ...two }))).rejects.toMatchObject(
    {
      code: "duplicate",
      message: expect.stringMatching(/^SKU A12RM exists already: style A1, Red, size M\./),
    },
  );
});

it("names the field of a size the scale lacks, a colour given twice and an unknown category", async () => {
  await fresh();
  const refused = async (overrides: object, path: string) =>
    expect(tenant.run(catalogApi.createStyle, await aStyle(tenant, overrides))).rejects.toMatchObject({
      code: "validation_failed",
      fields: [expect.objectContaining({ path })],
    });
  await refused({ sizes: ["M", "42"] }, "sizes.1");
  const red = { code: "RED", name: "Red", hex: "#ff0000" };
  await refused({ colourways: [red, { ...red, code: "red" }] }, "colourways.1.code");
  await refused({ colourways: [red, { ...red, code: "R E D" }] }, "colourways.1.code");
  await refused({ categoryId: tenant.tenantId }, "categoryId");
  await refused({ sizeScaleId: tenant.tenantId }, "sizeScaleId");
});

it("gives GTIN-13s from the company prefix, passes over those set by hand and never gives one twice", async () => {
  await fresh();
  await expect(tenant.run(catalogApi.createStyle, await aStyle(tenant, { assignGtins: true }))).rejects.toMatchObject({
    fields: [{ path: "assignGtins" }],
  });
  await tenant.run(changeTenant, { gtinPrefix: "8901234" });
  const plain = await tenant.run(catalogApi.createStyle, await aStyle(tenant, { sizes: ["S", "M"] }));
  const [first, second] = plain.colourways[0]!.skus;
  await tenant.run(changeSku, { id: first!.id, gtin: "8901234000021" });
  const style = await tenant.run(
    catalogApi.createStyle,
    await aStyle(tenant, { code: "K2", sizes: ["S"], assignGtins: true }),
  );
  expect(style.colourways.flatMap((c) => c.skus.map((k) => k.gtin))).toEqual(["08901234000014", "08901234000038"]);
  await tenant.run(changeSku, { id: first!.id, gtin: null });
  await expect(tenant.run(changeSku, { id: second!.id, gtin: "8901234000021" })).rejects.toMatchObject({
    code: "duplicate",
    message: "GTIN 8901234000021 was given to SKU KURTA12-IND-S; it is never reused.",
  });
  expect((await tenant.run(changeSku, { id: first!.id, gtin: "8901234000021" })).gtin).toBe("08901234000021");
  await expect(tenant.run(changeSku, { id: second!.id, gtin: "8901234000022" })).rejects.toMatchObject({
    fields: [{ path: "gtin" }],
  });
});

it("refuses GTINs past the last number of the prefix", async () => {
  await fresh();
  await tenant.run(changeTenant, { gtinPrefix: "89012345678" });
  await expect(tenant.run(catalogApi.createStyle, await aStyle(tenant, { assignGtins: true }))).rejects.toMatchObject({
    code: "conflict",
  });
});

it("adds colours, and sizes to a colour it has, without touching what is there", async () => {
  await fresh();
  const style = await tenant.run(catalogApi.createStyle, await aStyle(tenant, { sizes: ["S", "M"] }));
  const grown = await tenant.run(addColourways, {
    id: style.id,
    colourways: [
      { code: "ind", name: "Indigo", hex: "#1f2a44", sizes: ["M", "L"] },
      { code: "ECR", name: "Ecru", hex: "#f5f0e1" },
    ],
  });
  expect(grown.colourways.map((c) => [c.code, c.skus.map((k) => k.size)])).toEqual([
    ["IND", ["S", "M", "L"]],
    ["RST", ["S", "M"]],
    ["ECR", ["S", "M"]],
  ]);
  expect(grown.colourways[0]!.skus.slice(0, 2)).toEqual(style.colourways[0]!.skus);
  expect(grown.version).toBe(style.version + 1);
  await expect(
    tenant.run(addColourways, {
      id: style.id,
      colourways: [{ code: "ECR", name: "Ecru", hex: "#f5f0e1", sizes: ["S"] }],
    }),
  ).rejects.toMatchObject({ code: "duplicate" });
});

it("changes a style against its version, keeps what is not named and clears what is null", async () => {
  await fresh();
  const style = await tenant.run(catalogApi.createStyle, await aStyle(tenant, { brand: "Selvedge", fabric: "Cotton" }));
  const { id: categoryId } = await tenant.run(createCategory, { code: "TUNICS", name: "Tunics" });
  const changed = await tenant.run(changeStyle, {
    id: style.id,
    brand: null,
    categoryId,
    status: "markdown",
    version: 1,
  });
  expect(changed).toMatchObject({ brand: null, fabric: "Cotton", status: "markdown", version: 2 });
  expect(changed.category).toEqual({ id: categoryId, code: "TUNICS", name: "Tunics" });
  await expect(tenant.run(changeStyle, { id: style.id, name: "Late", version: 1 })).rejects.toMatchObject({
    code: "stale_version",
  });
  const [event] = await world.admin<{ before: unknown; after: unknown }[]>`
    select before, after from event where entity_id = ${style.id} and type = 'catalog.style_changed'`;
  expect(event!.before).toEqual({ brand: "Selvedge", category: null, status: "active", version: 1 });
  expect(event!.after).toEqual({ brand: null, category: changed.category, status: "markdown", version: 2 });
});

it("lists styles page by page in every sort, each once, with colours, stock and base price", async () => {
  await fresh();
  const codes = ["C3", "A1", "B2", "D4", "E5"];
  for (const [i, code] of codes.entries()) {
    await tenant.run(
      catalogApi.createStyle,
      await aStyle(tenant, { code, name: `Name ${9 - i}`, basePriceMinor: 1000 + i }),
    );
  }
  const walk = async (sort: "name" | "code" | "newest") => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await tenant.run(listStyles, { sort, limit: 2, cursor });
      seen.push(...page.items.map((item) => item.code));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return seen;
  };
  expect(await walk("newest")).toEqual([...codes].reverse());
  expect(await walk("name")).toEqual([...codes].reverse());
  expect(await walk("code")).toEqual([...codes].sort());
  const { items } = await tenant.run(listStyles, { q: "A1" });
  expect(items).toMatchObject([
    { code: "A1", skuCount: 10, onHandQty: 0, availableQty: 0, priceMinor: 1001, currency: "INR" },
  ]);
  expect(items[0]!.colours.map((c) => c.name)).toEqual(["Indigo", "Rust"]);
});

it("finds styles and SKUs by words of name and colour, and by the beginning of a style code, SKU code or GTIN", async () => {
  await fresh();
  await tenant.run(changeTenant, { gtinPrefix: "8901234" });
  await tenant.run(catalogApi.createStyle, await aStyle(tenant, { assignGtins: true, sizes: ["M"] }));
  await tenant.run(catalogApi.createStyle, await aStyle(tenant, { code: "JKT_1", name: "Denim jacket", sizes: ["L"] }));
  const styles = async (q: string) => (await tenant.run(listStyles, { q })).items.map((item) => item.code);
  const skus = async (q: string) => (await tenant.run(listSkus, { q })).items.map((item) => item.code);
  expect(await styles("kurta rust")).toEqual(["KURTA12"]);
  expect(await styles("kurta12-ind")).toEqual(["KURTA12"]);
  expect(await styles("8901234000021")).toEqual(["KURTA12"]);
  expect(await styles("_1")).toEqual(["JKT_1"]);
  expect(await styles("kurta jacket")).toEqual([]);
  expect(await skus("handloom rst")).toEqual(["KURTA12-RST-M"]);
  expect(await skus("8901234000014")).toEqual(["KURTA12-IND-M"]);
  expect(await skus("jktx1-rst")).toEqual([]);
  expect(await skus("JKT_1-RST")).toEqual(["JKT_1-RST-L"]);
});

it("tells an order of a SKU's own tax class, and that archived and draft goods may not be sold", async () => {
  await fresh();
  const style = await tenant.run(catalogApi.createStyle, await aStyle(tenant));
  const [indigo, rust] = style.colourways;
  const sku = indigo!.skus[0]!;
  await tenant.run(changeSku, { id: sku.id, taxClass: "clothing_child" });
  await tenant.run(changeColourway, { id: rust!.id, status: "archived" });
  const find = (ids: string[]) => tenant.step((ctx) => findSkusForOrder(ctx, ids));
  expect(await find([rust!.skus[0]!.id, sku.id, sku.id])).toEqual([
    expect.objectContaining({ id: rust!.skus[0]!.id, status: "archived", taxClass: "apparel" }),
    expect.objectContaining({ id: sku.id, status: "active", taxClass: "clothing_child", colourName: "Indigo" }),
  ]);
  await tenant.run(changeStyle, { id: style.id, status: "draft" });
  expect((await find([sku.id]))[0]!.status).toBe("draft");
  expect(await find([sku.id, tenant.tenantId])).toHaveLength(1);
});

it("refuses codes that are taken, a parent that is not there, a season that ends before it starts and a bad scale", async () => {
  await fresh();
  await tenant.run(createSeason, { code: "SS26", name: "Summer 26", startsOn: "2026-02-01", endsOn: "2026-07-31" });
  await tenant.run(createSeason, { code: "AW26", name: "Winter 26", startsOn: "2026-08-01", endsOn: "2027-01-31" });
  expect((await tenant.run(listSeasons, {})).items.map((s) => s.code)).toEqual(["AW26", "SS26"]);
  await expect(
    tenant.run(createSeason, { code: "SS26", name: "Again", startsOn: "2026-02-01", endsOn: "2026-07-31" }),
  ).rejects.toMatchObject({ code: "duplicate", fields: [{ path: "code" }] });
  await expect(
    tenant.run(createSeason, { code: "X", name: "X", startsOn: "2026-02-02", endsOn: "2026-02-01" }),
  ).rejects.toMatchObject({ fields: [{ path: "endsOn" }] });
  await expect(tenant.run(createCategory, { code: "X", name: "X", parentId: tenant.tenantId })).rejects.toMatchObject({
    fields: [{ path: "parentId" }],
  });
  await expect(tenant.run(createCategory, { code: "MEN", name: "Men" })).rejects.toMatchObject({ code: "duplicate" });
  await expect(tenant.run(createSizeScale, { code: "X", name: "X", sizes: ["S", "s"] })).rejects.toMatchObject({
    fields: [{ path: "sizes" }],
  });
  expect((await tenant.run(listCategories, {})).items.map((c) => c.code)).toContain("KURTAS");
});

it("keeps a colourway's picture, refuses what is none, and goes back to the drawn garment", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "selvedge-pictures-"));
  openFiles(folder);
  try {
    const mine = await fresh();
    const style = await mine.run(catalogApi.createStyle, await aStyle(mine));
    const { id } = style.colourways[0]!;
    const pixel = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    );
    const as = (type: string, bytes: Buffer) => `data:image/${type};base64,${bytes.toString("base64")}`;
    const { pictureUrl } = await mine.run(setPicture, { id, picture: as("png", pixel) });
    expect((await mine.run(getStyle, { id: style.id })).colourways[0]).toMatchObject({ id, pictureUrl });
    const fileId = pictureUrl!.split("/").at(-1)!;
    const stored = await mine.step(async (ctx) => readFileStream(await getFile(ctx, fileId)));
    expect(Buffer.concat(await stored.toArray())).toEqual(pixel);
    await expect(mine.run(setPicture, { id, picture: as("jpeg", pixel) })).rejects.toMatchObject({
      fields: [{ path: "picture" }],
    });
    await mine.run(setPicture, { id, picture: null });
    expect((await mine.run(getStyle, { id: style.id })).colourways[0]!.pictureUrl).toBeNull();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("does not show one business another's styles", async () => {
  const mine = await fresh();
  const style = await mine.run(catalogApi.createStyle, await aStyle(mine));
  const other = await world.openTenant();
  await expect(other.run(getStyle, { id: style.id })).rejects.toMatchObject({ code: "not_found" });
  await expect(other.run(changeStyle, { id: style.id, name: "Mine" })).rejects.toMatchObject({ code: "not_found" });
  expect((await other.run(listStyles, { q: "kurta" })).items).toEqual([]);
});
