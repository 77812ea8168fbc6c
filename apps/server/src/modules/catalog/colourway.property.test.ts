import { catalogApi } from "@selvedge/contract";
import { contrastRatio, swatchRing } from "@selvedge/domain";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../platform/ids.ts";
import { openTestWorld, type TestTenant, type TestWorld } from "../../testing/open-test-tenant.ts";
import { addColourways } from "./add-colourways.ts";
import { changeColourway } from "./change-colourway.ts";
import { changeSku } from "./change-sku.ts";
import { getStyle } from "./get-style.ts";
import type { Style } from "./read-style.ts";
import { setColourwayPicture } from "./set-colourway-picture.ts";
import { sizeScaleId } from "./testing/style-input.ts";

let world: TestWorld;
let tenant: TestTenant;
let scaleId: string;
let round = 0;
beforeAll(async () => {
  world = await openTestWorld();
  tenant = await world.openTenant();
  scaleId = await sizeScaleId(tenant);
});
afterAll(() => world?.close());

const sizes = ["S", "M", "L", "XL", "XXL"];
const aHex = fc
  .oneof(fc.integer({ min: 0, max: 0xffffff }), fc.constantFrom(0, 0xffffff, 0x777777, 0xff0000, 0x0000ff))
  .map((rgb) => `#${rgb.toString(16).padStart(6, "0")}`);
const aColour = fc.record({
  // Two of the codes differ in case only.
  code: fc.constantFrom("IND", "ind", "ECRU", "R-1", "BLK"),
  name: fc.constantFrom("Indigo", "Écru", "नील", "Rust & gold", "Black"),
  hex: aHex,
  family: fc.option(fc.constantFrom("blue", "white", "red"), { nil: undefined }),
  sizes: fc.subarray(sizes, { minLength: 1 }),
});
type Colour = typeof aColour extends fc.Arbitrary<infer T> ? T : never;
const anAct = fc.oneof(
  fc.record({ what: fc.constant("add" as const), colour: aColour }),
  fc.record({ what: fc.constant("change" as const), at: fc.nat(), colour: aColour }),
  fc.record({
    what: fc.constantFrom("archive" as const, "revive" as const, "picture" as const, "sku" as const),
    at: fc.nat(),
  }),
);
type Act = typeof anAct extends fc.Arbitrary<infer T> ? T : never;

/** What a colourway is by the acts so far. */
interface Expected extends Omit<Colour, "sizes"> {
  pictureUrl: string | null;
  status: "active" | "archived";
  skuStatus: Map<string, "active" | "archived">;
}

const expectedOf = ({ sizes: run, ...colour }: Colour): Expected => ({
  ...colour,
  pictureUrl: null,
  status: "active",
  skuStatus: new Map(run.map((size) => [size, "active"])),
});

async function refused(work: Promise<unknown>, code: string): Promise<void> {
  await expect(work).rejects.toMatchObject({ code });
}

async function add(style: Style, model: Expected[], colour: Colour): Promise<void> {
  const own = model.find((known) => known.code.toLowerCase() === colour.code.toLowerCase());
  const adding = tenant.run(addColourways, { id: style.id, colourways: [colour] });
  if (!own) {
    await adding;
    model.push(expectedOf(colour));
    return;
  }
  if (own.status === "archived") return refused(adding, "wrong_state");
  if (colour.sizes.every((size) => own.skuStatus.has(size))) return refused(adding, "duplicate");
  await adding;
  for (const size of colour.sizes) if (!own.skuStatus.has(size)) own.skuStatus.set(size, "active");
}

async function addPicture(colourwayId: string): Promise<string> {
  const fileId = newId();
  await world.admin`
    insert into stored_file (tenant_id, id, name, media_type, size_bytes, sha256, storage_key)
    values (${tenant.tenantId}, ${fileId}, 'front.jpg', 'image/jpeg', 1, 'x', ${fileId})`;
  await tenant.step((ctx) => setColourwayPicture(ctx, colourwayId, fileId));
  return `/media/${tenant.tenantId}/${fileId}`;
}

async function act(style: Style, model: Expected[], done: Act): Promise<void> {
  if (done.what === "add") return add(style, model, done.colour);
  const { colourways } = await tenant.run(getStyle, { id: style.id });
  const i = done.at % model.length;
  const own = model[i]!;
  const { id, skus } = colourways[i]!;
  if (done.what === "change") {
    const { name, hex, family } = done.colour;
    await tenant.run(changeColourway, { id, name, hex, family });
    Object.assign(own, { name, hex, family: family ?? own.family });
  } else if (done.what === "picture") own.pictureUrl = await addPicture(id);
  else if (done.what === "sku") {
    await tenant.run(changeSku, { id: skus[0]!.id, status: "archived" });
    own.skuStatus.set(skus[0]!.size, "archived");
  } else {
    const status = done.what === "archive" ? "archived" : "active";
    await tenant.run(changeColourway, { id, status });
    if (own.status !== status) for (const size of own.skuStatus.keys()) own.skuStatus.set(size, status);
    own.status = status;
  }
}

function assertAsExpected(style: Style, model: readonly Expected[]): void {
  expect(new Set(style.colourways.map((c) => c.code.toLowerCase())).size).toBe(style.colourways.length);
  const seen = style.colourways.map(({ code, name, hex, family, pictureUrl, status, skus }) => ({
    ...{ code, name, hex, family: family ?? undefined, pictureUrl, status },
    skuStatus: new Map(skus.map((sku) => [sku.size, sku.status])),
  }));
  expect(seen).toEqual(model);
  const skuIds = style.colourways.flatMap((c) => c.skus.map((sku) => sku.id));
  expect(new Set(skuIds).size).toBe(skuIds.length);
  for (const { skus } of style.colourways) {
    expect(skus.map((sku) => sizes.indexOf(sku.size))).toEqual(skus.map((sku) => sku.sizePosition));
    expect(skus.map((sku) => sku.sizePosition)).toEqual(skus.map((sku) => sku.sizePosition).sort((a, b) => a - b));
  }
}

test("Feature: garment-business-management, Property 27: Complete Colour Variant Management", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(aColour, { minLength: 1, maxLength: 3, selector: (c) => c.code.toLowerCase() }),
      fc.array(anAct, { maxLength: 8 }),
      async (colours, acts) => {
        round += 1;
        const input = { name: "Kurta", taxClass: "apparel", sizeScaleId: scaleId };
        const style = await tenant.run(catalogApi.createStyle, {
          ...input,
          code: `A${round}`,
          colourways: colours,
        });
        const twin = await tenant.run(catalogApi.createStyle, {
          ...input,
          code: `B${round}`,
          colourways: colours,
        });
        const model = colours.map(expectedOf);
        for (const done of acts) await act(style, model, done);
        assertAsExpected(await tenant.run(getStyle, { id: style.id }), model);
        // Another style of the same colours stays as it was.
        expect(await tenant.run(getStyle, { id: twin.id })).toEqual(twin);
      },
    ),
    { numRuns: 100 },
  );
  fc.assert(
    fc.property(aHex, (hex) => {
      const ring = swatchRing(hex);
      expect(contrastRatio(hex, ring)).toBeGreaterThanOrEqual(3);
      for (const page of ["#ffffff", "#000000"]) {
        expect(Math.max(contrastRatio(page, hex), contrastRatio(page, ring))).toBeGreaterThanOrEqual(3);
      }
    }),
    { numRuns: 1000 },
  );
}, 120_000);
