import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** How a PostgreSQL program has to be spawned: as whom, and wrapped in which command. */
export interface SpawnAs {
  uid?: number;
  gid?: number;
  /** Words put before the program itself; empty when it is spawned directly. */
  prefix: string[];
}

/**
 * PostgreSQL refuses to run as root, so under root its programs run as the owner of the data folder if there is one,
 * else as `postgres` (created when missing), else as `nobody`. Anybody else runs it as themselves.
 * When a parent folder is closed to that user (a checkout under /root), the programs get the one capability that lets
 * them pass through folders, and nothing else.
 */
export function chooseSystemUser(clusterDir: string, programs: string[]): SpawnAs {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const user = ownerOf(clusterDir) ?? idsOf("postgres") ?? createPostgresUser() ?? idsOf("nobody");
  if (!user) {
    throw new Error("PostgreSQL does not run as root, and no user to run it as could be found or made.");
  }
  if ([clusterDir, ...programs].every((path) => isReachable(path, user))) return { ...user, prefix: [] };
  const setpriv = ["/usr/bin/setpriv", "/bin/setpriv", "/usr/sbin/setpriv"].find((path) => existsSync(path));
  if (!setpriv) {
    throw new Error(
      `The user that PostgreSQL runs as cannot reach ${clusterDir}: a folder above is closed to others. ` +
        "Open it (chmod o+x), move the checkout, or do not run as root.",
    );
  }
  const keep = "+dac_read_search";
  return {
    prefix: [
      setpriv,
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      "--clear-groups",
      `--inh-caps=${keep}`,
      `--ambient-caps=${keep}`,
      "--",
    ],
  };
}

/** The user that files for PostgreSQL must belong to; null when that is whoever runs this program. */
export function fileOwner(as: SpawnAs): { uid: number; gid: number } | null {
  if (as.uid !== undefined && as.gid !== undefined) return { uid: as.uid, gid: as.gid };
  const word = (name: string) => as.prefix.find((part) => part.startsWith(`--${name}=`))?.split("=")[1];
  const uid = word("reuid");
  const gid = word("regid");
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}

interface Ids {
  uid: number;
  gid: number;
}

function ownerOf(path: string): Ids | null {
  if (!existsSync(path)) return null;
  const { uid, gid } = statSync(path);
  return uid === 0 ? null : { uid, gid };
}

function idsOf(name: string): Ids | null {
  try {
    const ask = (flag: string) => Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: ask("-u"), gid: ask("-g") };
  } catch {
    return null;
  }
}

function createPostgresUser(): Ids | null {
  try {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/bin/false", "postgres"], {
      stdio: "ignore",
    });
  } catch {
    return null;
  }
  return idsOf("postgres");
}

/** Whether every folder above a path lets this user through; parts that do not exist yet are ours to make. */
function isReachable(path: string, user: Ids): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(folder)) {
      const { uid, gid, mode } = statSync(folder);
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
      if (!(mode & bit)) return false;
    }
    if (folder === dirname(folder)) return true;
  }
}
