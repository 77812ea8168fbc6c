import { accept, type Outcome, refuse } from "../outcome.ts";

/** How a package that may be installed is loaded; the default is `import()`, hidden from bundlers so that nobody has to have it. */
export type ModuleLoader = (name: string) => Promise<unknown>;

const importModule: ModuleLoader = (name) => import(/* @vite-ignore */ name);

/** Loads packages that nobody has to have; refuses where one is missing. */
export async function loadModules<T extends unknown[]>(
  tool: string,
  names: readonly string[],
  loader: ModuleLoader = importModule,
): Promise<Outcome<T>> {
  try {
    return accept((await Promise.all(names.map(loader))) as T);
  } catch {
    return refuse("not_installed", `${tool} needs ${names.join(" and ")}, which is not installed here`);
  }
}
