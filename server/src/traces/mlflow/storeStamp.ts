import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { stampFrom } from "../fileStamp.ts";
import { entriesOf, fileStoreIn, foldersIn } from "./folders.ts";

/** So many files are looked at to see whether a store has changed. */
const maxStamped = 50_000;
const atOnce = 32;

/**
 * Changes when a run comes, ends or goes, a model is logged, registered or moved to a stage. Null where there is no store. One look a run: some 30 ms for a
 * thousand.
 */
export async function fileStoreStamp(folder: string): Promise<string | null> {
  const store = await fileStoreIn(folder);
  if (store === null) return null;
  const paths: string[] = [];
  for (const name of await foldersIn(store)) {
    const experiment = join(store, name);
    paths.push(experiment, join(experiment, "meta.yaml"));
    for (const inner of await foldersIn(experiment)) {
      if (paths.length > maxStamped) break;
      if (name === "models") paths.push(...(await filesOfModel(join(experiment, inner))));
      // Of a run the file is enough: MLflow writes it anew when the run ends.
      else if (inner === "models") paths.push(join(experiment, inner));
      else paths.push(join(experiment, inner, "meta.yaml"));
    }
  }
  const hash = createHash("sha1");
  for (let from = 0; from < paths.length; from += atOnce) {
    for (const mark of await Promise.all(paths.slice(from, from + atOnce).map(stampOf))) hash.update(`${mark};`);
  }
  return hash.digest("base64");
}

/** Of a registered model: its versions, which hold their stages, and its aliases. */
async function filesOfModel(folder: string): Promise<readonly string[]> {
  const versions = (await foldersIn(folder)).filter((name) => name !== "aliases");
  const aliases = (await entriesOf(join(folder, "aliases"))).map(({ name }) => join(folder, "aliases", name));
  return [join(folder, "meta.yaml"), ...versions.map((name) => join(folder, name, "meta.yaml")), ...aliases];
}

/** As a file's stamp, of folders too. What went away meanwhile changes the folder that it was in. */
async function stampOf(path: string): Promise<string> {
  try {
    return stampFrom(await stat(path));
  } catch {
    return "";
  }
}
