import type { Metadata } from "next";
import { collectionPath } from "../../../lib/format.ts";
import { listMetadata, readListPage } from "../../../lib/list-page.ts";
import type { Search } from "../../../lib/list-query.ts";
import { getWords } from "../../../lib/words.ts";
import { Breadcrumbs } from "../../../parts/breadcrumbs.tsx";
import { StyleList } from "../../../parts/style-list.tsx";

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Search>;
}

async function read({ params, searchParams }: Props) {
  const slug = decodeURIComponent((await params).slug);
  return { slug, page: await readListPage({ collection: slug }, searchParams) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { slug, page } = await read(props);
  return listMetadata(page, collectionPath(slug), page.list.heading ?? slug, await getWords());
}

export default async function CollectionPage(props: Props) {
  const { slug, page } = await read(props);
  const path = collectionPath(slug);
  const name = page.list.heading ?? slug;
  return (
    <>
      <Breadcrumbs steps={[{ name, href: path }]} />
      <h1 className="list-title">{name}</h1>
      {page.list.blurb && <p className="list-blurb">{page.list.blurb}</p>}
      <StyleList {...page} path={path} t={await getWords()} />
    </>
  );
}
