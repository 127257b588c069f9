import type { RecordParams, TraceRecord } from "../../protocol.ts";

/** Scheme of the documents that show records. */
export const recordScheme = "graphlet-trace";
/** What their names end with: it gives them their language. */
export const recordEnding = ".graphlet-trace";
const longestName = 80;

/**
 * URI of the document that shows a record. Its query is the parameters as JSON, the same for the same record; its path is a name for people: the
 * `name` that the store gives it, else what the record tells by itself.
 */
export function recordUri({ uri, pipeline, record }: RecordParams, name: string | null = null): string {
  const params: RecordParams = { uri, ...(pipeline === undefined ? {} : { pipeline }), record };
  const query = encodeURIComponent(JSON.stringify(params));
  return `${recordScheme}:/${encodeURIComponent(`${fileName(name ?? recordName(record))}${recordEnding}`)}?${query}`;
}

function recordName(record: TraceRecord): string {
  switch (record.type) {
    case "execution":
    case "artifact":
      return `${record.type} ${record.id}`;
    case "run":
      return `run ${record.name}`;
    case "node":
      return record.node;
    case "graphlet":
      return `training ${record.trainer}`;
    case "explanation":
      return `training ${record.trainer} explained`;
    case "comparison":
      return `training ${record.trainer} compared with ${comparedName(record.against)}`;
  }
}

function comparedName(against: Extract<TraceRecord, { type: "comparison" }>["against"]): string {
  if (against === "deployed") return "the last deployed";
  return against === "before" ? "the one before" : `training ${against.trainer}`;
}

/** A name without what means something in a path or cannot be seen. */
const fileName = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}\p{M} ._@+-]/gu, "_")
    .replace(/^\.+/, "_")
    .slice(0, longestName)
    .replace(/[\ud800-\udbff]$/, "");
