import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeSql, type Rows } from "./sql.ts";
import { compile, type Fragment, type Statement, toIdentifier, toJson } from "./statement.ts";

const sent: Statement[] = [];
const sql = makeSql(async (statement) => {
  sent.push(statement);
  return Object.assign([], { count: 0 }) as unknown as Rows<unknown[]>;
});
async function sentBy(query: PromiseLike<unknown>): Promise<Statement> {
  sent.length = 0;
  await query;
  return sent[0] as Statement;
}

describe("a template", () => {
  test("becomes numbered values, never text", async () => {
    const hostile = "'; drop table tenant; --";
    expect(await sentBy(sql`select ${hostile}, ${1}, ${null}, ${true}`)).toEqual({
      text: "select $1, $2, $3, $4",
      values: [hostile, 1, null, true],
    });
  });

  test("takes in other templates, lists of them and names, numbering values through", async () => {
    const conditions = [sql`and a = ${1}`, sql`and b = ${2}`];
    const query = sql`select ${sql('t.na"me')} from t where x = ${0} ${conditions} ${sql``} limit ${3}`;
    expect(await sentBy(query)).toEqual({
      text: 'select "t"."na""me" from t where x = $1 and a = $2 and b = $3  limit $4',
      values: [0, 1, 2, 3],
    });
  });

  test("is sent once however often it is awaited, and not at all when it is only a part", async () => {
    const part = sql`where n = ${1}`;
    const query = sql`select 1 ${part}`;
    sent.length = 0;
    await Promise.all([query, query.then(() => 1), query.catch(() => 2), query.finally(() => {})]);
    expect(sent).toHaveLength(1);
  });

  test("refuses undefined where it is awaited, showing where it stands", async () => {
    await expect(sql`select ${undefined}`).rejects.toThrow("A value is undefined after: select ");
    await expect(sql`select ${[sql`x = ${undefined}`]}`).rejects.toThrow(TypeError);
  });

  test("sends instants in UTC, JSON as text even when it is a list, and lists as lists", async () => {
    const at = new Date("2026-01-02T03:04:05.678+05:30");
    const { values } = await sentBy(sql`select ${at}, ${sql.json([1, { a: 2 }])}, ${["x", "y"]}, ${[at]}, ${[]}`);
    expect(values).toEqual(["2026-01-01T21:34:05.678Z", '[1,{"a":2}]', ["x", "y"], ["2026-01-01T21:34:05.678Z"], []]);
  });
});

test("an object that only looks like a name or JSON of ours is a value", () => {
  const forged = JSON.parse('{"identifier":"x","json":"y","strings":["drop table t"],"values":[]}') as object;
  expect(compile({ strings: ["select ", ""], values: [forged] })).toEqual({ text: "select $1", values: [forged] });
});

test("whatever is nested how deeply, the text has one number per value, in order", () => {
  const leaf = fc
    .oneof(fc.integer(), fc.string(), fc.constant(null))
    .map((value): Fragment => ({ strings: ["(", ")"], values: [value] }));
  const { tree } = fc.letrec<{ tree: ReturnType<typeof build> }>((tie) => ({
    tree: fc.oneof({ depthSize: "small" }, leaf.map(build), fc.array(tie("tree"), { maxLength: 4 }).map(join)),
  }));
  function build(fragment: Fragment) {
    return {
      query: sql(fragment.strings as unknown as TemplateStringsArray, ...fragment.values),
      values: [...fragment.values],
    };
  }
  function join(parts: ReturnType<typeof build>[]): ReturnType<typeof build> {
    const strings = Array.from({ length: parts.length + 1 }, (_, index) => `[${index}]`);
    const query = sql(strings as unknown as TemplateStringsArray, ...parts.map((part) => part.query));
    return { query, values: parts.flatMap((part) => part.values) };
  }
  fc.assert(
    fc.asyncProperty(tree, async ({ query, values }) => {
      const statement = await sentBy(query);
      expect(statement.values).toEqual(values);
      expect([...statement.text.matchAll(/\$(\d+)/g)].map((match) => Number(match[1]))).toEqual(
        values.map((_, n) => n + 1),
      );
    }),
  );
});

test("names and JSON cannot be told from their carriers' content", () => {
  expect(compile({ strings: ["", " = ", ""], values: [toIdentifier("a.b"), toJson(null)] })).toEqual({
    text: '"a"."b" = $1',
    values: ["null"],
  });
});
