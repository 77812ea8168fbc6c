import { parseArgs } from "node:util";
import { rotateKeys } from "../apps/server/src/modules/index.ts";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { openPool } from "../apps/server/src/platform/db.ts";
import { migrate, startPostgres } from "../apps/server/src/platform/postgres/index.ts";

const usage = `npm run keys -- rotate

Makes a new signing key at once, as when a key may have become known. Running servers take it up by themselves; whoever
is signed in stays so. (Without this, a key is replaced after 30 days.)
`;

const { positionals } = parseArgs({ allowPositionals: true });

if (positionals[0] === "rotate") {
  const postgres = await startPostgres({ ...readConfig(), log: (message) => console.error(message) });
  const owner = openPool(postgres.ownerUrl, { max: 1, name: "selvedge-keys" });
  try {
    await migrate(postgres.ownerUrl);
    await rotateKeys(owner, 0);
    console.log("A new signing key is in use.");
  } finally {
    await owner.end();
    await postgres.stop();
  }
} else {
  console.log(usage);
}
