import type { Graphlet } from "../model/graphlet.ts";
import { intAt } from "../model/intColumn.ts";
import { artifactCode, operatorCode } from "../model/kinds.ts";
import { holds, targetsOf } from "../model/rows.ts";
import type { Trace } from "../model/trace.ts";
import { artifactIdentity, codeIdentity } from "./identity.ts";

const kept = new WeakMap<Graphlet, string | null>();

/** Only hand on what there was. */
const handsOn: ReadonlySet<number> = new Set([operatorCode.import, operatorCode.resolve]);
const ingest = operatorCode.ingest;

/**
 * What a model was made from: data, the code and parameters of the training and of every step before it, and the model that it started
 * from. Two trainings with the same text could only give the same model, but for chance. Null where the trace does not know the data or
 * some code. Linear in the members before the training; kept with the graphlet.
 */
export function makingOf(trace: Trace, graphlet: Graphlet): string | null {
  let making = kept.get(graphlet);
  if (making === undefined) {
    making = describe(trace, graphlet);
    kept.set(graphlet, making);
  }
  return making;
}

function describe(trace: Trace, { up, inputSpans, parents }: Graphlet): string | null {
  const { kind } = trace.executions;
  const parts = new Set<string>();
  let knowsData = inputSpans.length > 0;
  for (const row of up) {
    if (handsOn.has(kind[row] as number)) continue;
    const code = codeIdentity(trace, row);
    if (code !== null) parts.add(code);
    // What was ingested is known by its spans.
    else if (kind[row] !== ingest) return null;
    for (const artifact of targetsOf(trace.reads, row)) {
      if (trace.artifacts.kind[artifact] === artifactCode.cache || isMadeWithin(trace, artifact, up)) continue;
      if (intAt(trace.artifacts.content, artifact) >= 0) knowsData = true;
      parts.add(`<${artifactIdentity(trace, artifact)}`);
    }
  }
  if (!knowsData) return null;
  return [...[...parts].sort(), ...inputSpans, ...parents].join("\n");
}

/** Whether a step of Up made the artifact; what an importer or resolver handed on is looked at itself. */
function isMadeWithin(trace: Trace, artifact: number, up: Int32Array): boolean {
  return targetsOf(trace.writers, artifact).some(
    (writer) => holds(up, writer) && !handsOn.has(trace.executions.kind[writer] as number),
  );
}
