const databases = /\.(?:sqlite3?|db)$/;
const events = /\.(?:ndjson|jsonl)(?:\.gz)?$|(?:lineage|events?).*\.json(?:\.gz)?$/;
const runs = /(?:workflow|runtime).*\.(?:json|ya?ml)$|(?:^|[._-])(?:runs?|pipeline[_-]?jobs?)(?:[._-].*)?\.json$/;
const provenance = /^ro-crate-metadata\.json$|prov.*\.json$/;

/** Whether a file is named like a trace: databases, `dvc.lock`, files of events, runs of workflows, provenance. What it is shows its beginning. */
export function isStoreName(name: string): boolean {
  const lower = name.toLowerCase();
  if (lower === "mlmd" || lower === "dvc.lock") return true;
  return [databases, events, runs, provenance].some((pattern) => pattern.test(lower));
}

/** Whether a folder is a trace as a whole: nothing in it is looked at by itself. */
export const isStoreFolder = (name: string): boolean => name === "mlruns";
