import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";

const maxLooked = 500;
const maxLevels = 40;

/**
 * What tells one state of a lock file's history from another, without running git: the file, and where git keeps HEAD, branches, tags and experiments. Null
 * where there is neither file nor repository.
 */
export async function historyStamp(folder: string): Promise<string | null> {
  const own = await timeOf(join(folder, "dvc.lock"));
  const git = await gitFolderOf(folder);
  if (git === null) return own;
  const parts = [own ?? ""];
  for (const name of ["HEAD", "packed-refs", "logs/HEAD"]) parts.push((await timeOf(join(git, name))) ?? "");
  let level = ["refs"];
  let looked = 0;
  while (level.length > 0 && looked < maxLooked) {
    const next: string[] = [];
    for (const name of level) {
      if (++looked > maxLooked) break;
      parts.push((await timeOf(join(git, name))) ?? "");
      for (const entry of await readdir(join(git, name), { withFileTypes: true }).catch(() => [])) {
        if (entry.isDirectory()) next.push(`${name}/${entry.name}`);
        else if (looked++ < maxLooked) parts.push((await timeOf(join(git, name, entry.name))) ?? "");
      }
    }
    level = next;
  }
  return parts.join("|");
}

async function timeOf(path: string): Promise<string | null> {
  try {
    const { mtimeMs, size } = await stat(path);
    return `${size}:${mtimeMs}`;
  } catch {
    return null;
  }
}

/** The repository's own folder: `.git` in one of the folders above, or what a file of that name points to; a bare repository is its own. */
async function gitFolderOf(folder: string): Promise<string | null> {
  let at = resolve(folder);
  for (let level = 0; level < maxLevels; level++) {
    const git = join(at, ".git");
    const found = await stat(git).catch(() => null);
    if (found?.isDirectory()) return git;
    if (found?.isFile()) {
      const target = /^gitdir: (.+)$/m.exec(await readFile(git, "utf8").catch(() => ""))?.[1]?.trim();
      if (target === undefined) return null;
      const own = isAbsolute(target) ? target : join(at, target);
      // A further work tree keeps HEAD alone; branches and tags are with the first.
      const common = await readFile(join(own, "commondir"), "utf8").catch(() => null);
      return common === null ? own : resolve(own, common.trim());
    }
    if ((await stat(join(at, "HEAD")).catch(() => null)) && (await stat(join(at, "refs")).catch(() => null))) return at;
    const above = dirname(at);
    if (above === at) return null;
    at = above;
  }
  return null;
}
