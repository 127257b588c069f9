import type { Graphlet } from "../../model/graphlet.ts";
import { executionLabel, nodeName } from "../../model/rows.ts";
import { idAt, type Trace } from "../../model/trace.ts";
import type { RecordTarget, TraceRecord } from "../../protocol.ts";
import { artifactLabel, graphletLabel } from "../labels.ts";
import type { Part } from "./writer.ts";

const to = (record: TraceRecord): RecordTarget => ({ type: "record", record });

/** `execution 41`, which leads to its record. */
export const executionPart = (trace: Trace, row: number): Part => ({
  text: executionLabel(trace, row),
  target: to({ type: "execution", id: idAt(trace.executions.id, row) }),
});

/** `Evaluator (execution 41)`. */
export const namedExecution = (trace: Trace, row: number): readonly Part[] => [
  `${nodeName(trace, row)} (`,
  executionPart(trace, row),
  ")",
];

/** `artifact 12`, which leads to its record; with its label where that says more. */
export function artifactParts(trace: Trace, row: number): readonly Part[] {
  const id = idAt(trace.artifacts.id, row);
  const label = artifactLabel(trace, row);
  const part: Part = { text: `artifact ${id}`, target: to({ type: "artifact", id }) };
  return label === `artifact ${id}` ? [part] : [part, ` · ${label}`];
}

/** `model 142`, which leads to the record of its graphlet. */
export const modelPart = (trace: Trace, graphlet: Graphlet): Part => ({
  text: graphletLabel(trace, graphlet),
  target: to({ type: "graphlet", trainer: idAt(trace.executions.id, graphlet.trainer) }),
});

/** A text that leads to a record. */
export const recordPart = (text: string, record: TraceRecord): Part => ({ text, target: to(record) });
