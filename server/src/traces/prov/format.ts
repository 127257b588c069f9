import type { CancelToken } from "../../model/cancel.ts";
import type { Trace } from "../../model/trace.ts";
import { stampOf } from "../fileStamp.ts";
import type { TraceFormat } from "../format.ts";
import { NotAStoreError } from "../notAStore.ts";
import { at, fieldsOf, listOf, readDocument, textOf } from "../readDocument.ts";
import type { ReadOptions, TraceProperty } from "../reader.ts";
import { provRecord, provTrace } from "./provJson.ts";
import { crateTrace } from "./roCrate.ts";

const maxProperties = 200;

function format(
  kind: string,
  /** By the file's first text; `isCut`: there is more of it. */
  isIt: (text: string, isCut: boolean) => boolean,
  traceOf: (document: unknown, options: ReadOptions, token: CancelToken) => Trace,
  find: (document: unknown, id: string) => unknown,
): TraceFormat {
  return {
    kind,
    looksLike: async (_, { isFolder, start, size }) =>
      !isFolder &&
      isIt(Buffer.from(start.buffer, start.byteOffset, start.byteLength).toString("latin1"), size > start.length),
    async read(path, options, control) {
      const trace = traceOf(await readDocument(path), options, control.token);
      if (trace.executions.count === 0) {
        throw new NotAStoreError(
          "not-a-trace",
          "a description of what may run, without a run",
          "Choose another trace.",
        );
      }
      control.onProgress(1);
      return trace;
    },
    async properties(path, _, id) {
      const entity = find(await readDocument(path), String(id));
      return Object.entries(fieldsOf(entity))
        .slice(0, maxProperties)
        .flatMap(([name, value]): TraceProperty[] => {
          const words = listOf(value).map((one) => textOf(one) || textOf(at(one, "@id")) || textOf(at(one, "$")));
          const text = words.filter((one) => one !== "").join(", ");
          return text === "" ? [] : [{ name: name.slice(0, 200), value: text.slice(0, 2_000), custom: false }];
        });
    },
    stamp: stampOf,
  };
}

/** W3C PROV in JSON that tells of an activity. */
export const provJson = format(
  "prov",
  (text, isCut) =>
    /^\s*\{/.test(text) &&
    (/"activity"\s*:/.test(text) || (isCut && /"(?:prefix|entity|wasGeneratedBy|used)"\s*:/.test(text))) &&
    /"prov:/.test(text),
  provTrace,
  provRecord,
);

/** The metadata file of a Workflow Run RO-Crate. Most crates describe a workflow or data alone: those are no traces. */
export const roCrate = format(
  "ro-crate",
  (text, isCut) =>
    /^\s*\{/.test(text) &&
    (text.includes('"@graph"') || isCut) &&
    /ro\/crate|researchobject|ro-crate/.test(text) &&
    (isCut || /"(?:Create|Activate|Update)Action"/.test(text)),
  crateTrace,
  (document, id) => listOf(at(document, "@graph")).find((entity) => textOf(at(entity, "@id")) === id),
);
