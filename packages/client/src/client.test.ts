import { salesApi } from "@selvedge/contract";
import { describe, expect, it } from "vitest";
import { ApiError, createClient, fillPath } from "./index.ts";

const id = "00000000-0000-7000-8000-000000000001";
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

describe("the client", () => {
  it("fills the path and leaves the rest", () => {
    expect(fillPath(salesApi.getOrder, { id: "a/b" })).toEqual({ path: "/v1/orders/a%2Fb", rest: {} });
  });

  it("refreshes once for many calls that were refused together, then repeats each with its own key", async () => {
    let token = "old";
    let refreshed = 0;
    const keys: (string | null)[] = [];
    const call = createClient({
      baseUrl: "",
      getToken: () => token,
      refresh: async () => {
        refreshed += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
        token = "new";
        return token;
      },
      fetch: async (_, init) => {
        const headers = new Headers(init?.headers);
        keys.push(headers.get("idempotency-key"));
        return headers.get("authorization") === "Bearer new"
          ? json(200, { orderId: id, status: "confirmed", version: 2 })
          : json(401, { type: "x", title: "Sign in first", status: 401, code: "not_signed_in" });
      },
    });
    const outcomes = await Promise.all([1, 2, 3].map(() => call(salesApi.confirmOrder, { id })));
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["confirmed", "confirmed", "confirmed"]);
    expect(refreshed).toBe(1);
    expect(keys).toHaveLength(6);
    expect(new Set(keys).size).toBe(3);
  });

  it("throws the server's problem", async () => {
    const problem = { type: "x", title: "There is no such record", status: 404, code: "not_found" };
    const call = createClient({ baseUrl: "", getToken: () => null, fetch: async () => json(404, problem) });
    await expect(call(salesApi.getOrder, { id })).rejects.toMatchObject({ name: "ApiError", problem });
  });

  it("says so when a gateway answers with a page instead of a problem", async () => {
    const call = createClient({
      baseUrl: "",
      getToken: () => null,
      fetch: async () => new Response("<h1>502</h1>", { status: 502 }),
    });
    const error = await call(salesApi.getOrder, { id }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).problem).toMatchObject({ status: 502, code: "busy" });
  });
});
