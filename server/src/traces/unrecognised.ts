import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { holdsArtifactsAlone } from "./mlflow/folders.ts";
import { NotAStoreError } from "./notAStore.ts";
import { readStart } from "./sqlite/fileState.ts";

const texts: ReadonlySet<string> = new Set([".json", ".jsonl", ".ndjson", ".yaml", ".yml"]);

/** Bytes of a file that are looked at. */
const looked = 65_536;

/** What to say of a path that no format recognises, by what kind of thing it is; null where the reader of databases says it best. */
export async function unrecognised(path: string): Promise<NotAStoreError | null> {
  try {
    if ((await stat(path)).isDirectory()) {
      if (!(await holdsArtifactsAlone(path))) return null;
      return new NotAStoreError(
        "not-a-trace",
        "a folder with what runs of MLflow saved, without the runs: those are in a database",
        "Choose that database (often mlflow.db).",
      );
    }
  } catch {
    return null;
  }
  if (!texts.has(extname(path.replace(/\.gz$/i, "")).toLowerCase())) return null;
  if (await isDescription(path)) {
    return new NotAStoreError("not-a-trace", "a description of what may run, without a run", "Choose another trace.");
  }
  return new NotAStoreError(
    "not-a-trace",
    "no trace that Graphlet reads (OpenLineage events, runs of workflows, W3C PROV or a run crate)",
    "Choose another trace.",
  );
}

/** Whether a file is a crate or provenance in which nothing ran. */
async function isDescription(path: string): Promise<boolean> {
  const start = Buffer.from(await readStart(path, looked)).toString("latin1");
  return /"@graph"/.test(start) ? /ro\/crate|ro-crate/.test(start) : /"entity"\s*:/.test(start) && /"prov:/.test(start);
}
