import { Resolver } from "node:dns/promises";

let servers: readonly string[] | null = null;

/** Says which name servers are asked (`127.0.0.1:5353`); null asks the machine's own. Called once at start. */
export function openDns(nameServers: readonly string[] | null): void {
  servers = nameServers;
}

/** The TXT records at a name; none when the name does not exist. @throws Error when no name server answers */
export async function readTxtRecords(name: string): Promise<string[]> {
  const resolver = new Resolver({ timeout: 3000, tries: 2 });
  if (servers) resolver.setServers([...servers]);
  try {
    const records = await resolver.resolveTxt(name);
    return records.map((parts) => parts.join(""));
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ENOTFOUND" || code === "ENODATA") return [];
    throw error;
  }
}
