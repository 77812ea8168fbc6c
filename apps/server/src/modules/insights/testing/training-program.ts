import { openPool } from "../../../platform/db.ts";
import { startJobs } from "../../../platform/jobs.ts";
import { openLog } from "../../../platform/log.ts";
import "../../index.ts";
import { registerSlowMean } from "./slow-mean.ts";

/** A worker process of its own for a test that kills it: `node training-program.ts APP_URL OWNER_URL`. Says "ready" once it takes jobs. */
const [appUrl = "", ownerUrl = ""] = process.argv.slice(2);
registerSlowMean();
await startJobs(
  {
    sql: openPool(appUrl, { max: 6 }),
    sideSql: openPool(appUrl, { max: 1 }),
    log: openLog("silent"),
    now: () => new Date(),
    committed: () => {},
  },
  ownerUrl,
);
process.stdout.write("ready\n");
