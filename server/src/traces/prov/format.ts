import type { CancelToken } from "../../model/cancel.ts";
import type { Trace } from "../../model/trace.ts";
import { stampOf } from "../fileStamp.ts";
import type { TraceFormat } from "../format.ts";
import { NotAStoreError } from "../notAStore.ts";
import { at, fieldsOf, listOf, readDocument, textOf } from "../readDocument.ts";
import type { ReadOptions, TraceProperty } from "../reader.ts";
import { provTrace } from "./provJson.ts";
import { crateTrace } from "./roCrate.ts";

const maxProperties = 200;

function format(
  kind: string,
  isIt: (text: string) => boolean,
  traceOf: (document: unknown, options: ReadOptions, token: CancelToken) => Trace,
  find: (document: unknown, id: string) => unknown,
): TraceFormat {
  return {
    kind,
    looksLike: async (_, { isFolder, start }) =>
      !isFolder && isIt(Buffer.from(start.buffer, start.byteOffset, start.byteLength).toString("latin1")),
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

/** W3C PROV in JSON. */
export const provJson = format(
  "prov",
  (text) =>
    /^\s*\{/.test(text) && /"(?:prefix|activity|entity|wasGeneratedBy|used)"\s*:/.test(text) && /"prov:/.test(text),
  provTrace,
  (document, id) => listOf(at(document, "activity", id) ?? at(document, "entity", id))[0],
);

/** The metadata file of a Workflow Run RO-Crate. */
export const roCrate = format(
  "ro-crate",
  (text) => /^\s*\{/.test(text) && text.includes('"@graph"') && /ro\/crate|researchobject|ro-crate/.test(text),
  crateTrace,
  (document, id) => listOf(at(document, "@graph")).find((entity) => textOf(at(entity, "@id")) === id),
);
