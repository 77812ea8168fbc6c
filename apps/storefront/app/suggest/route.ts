import { ShopError } from "../../lib/api.ts";
import { askKept } from "../../lib/kept.ts";
import { shopApi } from "../../lib/types.ts";
import { getVisitor } from "../../lib/visitor.ts";

/** What the search box suggests while one types. */
export async function GET(request: Request): Promise<Response> {
  const q = new URL(request.url).searchParams.get("q")?.trim().slice(0, 100);
  if (!q) return Response.json({ searchedFor: null, links: [], items: [] });
  try {
    return Response.json(await askKept(shopApi.suggestInShop, { q }, await getVisitor()));
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    return new Response(null, { status: error.problem.status });
  }
}
