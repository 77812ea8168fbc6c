import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { categoryPath } from "../../../lib/format.ts";
import { listMetadata, readListPage } from "../../../lib/list-page.ts";
import type { Search } from "../../../lib/list-query.ts";
import { findShop } from "../../../lib/visitor.ts";
import { getWords } from "../../../lib/words.ts";
import { Breadcrumbs } from "../../../parts/breadcrumbs.tsx";
import { StyleList } from "../../../parts/style-list.tsx";

interface Props {
  params: Promise<{ category: string }>;
  searchParams: Promise<Search>;
}

async function read({ params, searchParams }: Props) {
  const asked = decodeURIComponent((await params).category).toLowerCase();
  const category = (await findShop())?.categories.find((c) => c.code.toLowerCase() === asked);
  if (!category) notFound();
  return { category, page: await readListPage({ category: category.code }, searchParams) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { category, page } = await read(props);
  return listMetadata(page, categoryPath(category.code), category.name, await getWords());
}

export default async function CategoryPage(props: Props) {
  const { category, page } = await read(props);
  const path = categoryPath(category.code);
  return (
    <>
      <Breadcrumbs steps={[{ name: category.name, href: path }]} />
      <h1 className="list-title">{category.name}</h1>
      <StyleList {...page} path={path} t={await getWords()} />
    </>
  );
}
