import { handleJob } from "../../platform/jobs.ts";
import type { Operation } from "../../platform/runner.ts";
import { getArchive, listArchives, runExport, runRestore, startExport } from "./archives.ts";

export { mountArchiveRoutes } from "./http-routes.ts";
export { restoreArchive } from "./restore-archive.ts";
export { writeArchive } from "./write-archive.ts";

handleJob("archive.export", runExport);
handleJob("archive.restore", runRestore);

export const operations = [startExport, getArchive, listArchives] as unknown as Operation[];
