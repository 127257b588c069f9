import type { ModelArguments, OpenRecordArguments, RecordParams, TraceRecord } from "../../server/src/protocol.ts";
import { recordScheme } from "../../server/src/views/traceText/recordUri.ts";
import { fields, isId, isText } from "./fields.ts";

/** A record as the protocol names it, with nothing else in it; null for anything else. */
export function traceRecord(value: unknown): TraceRecord | null {
  const record = fields(value);
  if (!record) return null;
  const { type, id, name, node, trainer } = record;
  switch (type) {
    case "execution":
    case "artifact":
      return isId(id) ? { type, id } : null;
    case "run":
      return isText(name) ? { type, name } : null;
    case "node":
      return isText(node) ? { type, node } : null;
    case "graphlet":
    case "explanation":
      return isId(trainer) ? { type, trainer } : null;
    case "comparison": {
      const against = comparedWith(record["against"]);
      return isId(trainer) && against !== null ? { type, trainer, against } : null;
    }
    default:
      return null;
  }
}

function comparedWith(value: unknown): Extract<TraceRecord, { type: "comparison" }>["against"] | null {
  if (value === "deployed" || value === "before") return value;
  const trainer = fields(value)?.["trainer"];
  return isId(trainer) ? { trainer } : null;
}

/** Parameters of a record: they may come from a link in a hover or from a document's URI. */
export function recordParams(value: unknown): RecordParams | null {
  const given = fields(value);
  const record = traceRecord(given?.["record"]);
  if (!given || !record) return null;
  const { uri, pipeline } = given;
  if (!isText(uri) || uri === "") return null;
  return { uri, ...(isText(pipeline) ? { pipeline } : {}), record };
}

/** What the document with this URI shows; null where it is no record. */
export function recordOf(uri: { readonly scheme: string; readonly query: string }): RecordParams | null {
  if (uri.scheme !== recordScheme) return null;
  try {
    return recordParams(JSON.parse(uri.query));
  } catch {
    return null;
  }
}

/** Arguments of the command that opens a record. */
export function openRecordArguments(value: unknown): OpenRecordArguments | null {
  const params = recordParams(value);
  const section = fields(value)?.["section"];
  return params && { ...params, ...(isText(section) ? { section } : {}) };
}

/** Arguments of the commands that explain and compare. */
export function modelArguments(value: unknown): ModelArguments | null {
  const given = fields(value);
  if (!given) return null;
  const { uri, pipeline, trainer } = given;
  if (!isText(uri) || uri === "") return null;
  return { uri, ...(isText(pipeline) ? { pipeline } : {}), ...(isId(trainer) ? { trainer } : {}) };
}
