import { formatCount } from "../../model/format.ts";
import type { Graphlets } from "../../model/graphlet.ts";
import { rowOf, type Trace, type TraceId } from "../../model/trace.ts";
import { exactTime } from "../../model/zonedTime.ts";
import type { RecordText, TraceRecord } from "../../protocol.ts";
import {
  compareGraphlets,
  explain,
  lastDeployedBefore,
  modelBefore,
  rowsOfInterest,
} from "../../waste/explain/index.ts";
import { graphletLabel } from "../labels.ts";
import { writeArtifact } from "./artifactText.ts";
import { comparisonTitle, writeComparison } from "./comparisonText.ts";
import { writeExecution } from "./executionText.ts";
import { explanationTitle, writeExplanation } from "./explanationText.ts";
import { writeGraphlet } from "./graphletText.ts";
import type { RecordInput } from "./input.ts";
import { writeNode } from "./nodeText.ts";
import { writeRun } from "./runText.ts";
import { createWriter, type RecordWriter } from "./writer.ts";

export { comparisonSentence } from "./comparisonSentence.ts";
export type { RecordInput } from "./input.ts";
export { nodeSections } from "./nodeText.ts";
export { recordUri } from "./recordUri.ts";

/** The readable text of a record, at most 10,000 lines. Says so where the trace has no such thing. */
export function recordText(input: RecordInput, record: TraceRecord): RecordText {
  const writer = createWriter();
  if (!write(writer, input, record)) return lackingText(missing(record));
  writer.line("");
  writer.note(`From ${input.source}, as of ${exactTime(input.now, input.timeZone)}.`);
  return { ...writer.finish(), name: nameOf(input, record) };
}

/** Records about models are called by what every other place calls the model, which its trainer's id alone does not tell. */
function nameOf({ trace, graphlets }: RecordInput, record: TraceRecord): string | null {
  const label = (index: number | undefined): string => {
    const graphlet = graphlets.list[index ?? -1];
    return graphlet ? graphletLabel(trace, graphlet) : "";
  };
  switch (record.type) {
    case "graphlet":
      return label(graphletOf(trace, graphlets, record.trainer));
    case "explanation":
      return explanationTitle(label(graphletOf(trace, graphlets, record.trainer)));
    case "comparison": {
      const [after, before] = comparedOf(trace, graphlets, record);
      return comparisonTitle(label(after), label(before));
    }
    default:
      return null;
  }
}

/** A text of one remark, for what cannot be shown. `pending`: it may be there soon. */
export function lackingText(sentence: string, pending = false): RecordText {
  const writer = createWriter();
  writer.note(sentence);
  return writer.finish(pending);
}

/** The rows whose properties the text of a record needs: read them before. At most 48. */
export function recordRows(
  trace: Trace,
  graphlets: Graphlets,
  record: TraceRecord,
): readonly { readonly of: "execution" | "artifact"; readonly row: number }[] {
  switch (record.type) {
    case "execution":
    case "artifact": {
      const row = rowOf(record.type === "execution" ? trace.executions.id : trace.artifacts.id, record.id);
      return row < 0 ? [] : [{ of: record.type, row }];
    }
    case "explanation":
      return rowsOfInterest({ trace, graphlets, index: graphletOf(trace, graphlets, record.trainer) });
    case "comparison":
      return comparedOf(trace, graphlets, record).flatMap((index) => rowsOfInterest({ trace, graphlets, index }));
    default:
      return [];
  }
}

function write(writer: RecordWriter, input: RecordInput, record: TraceRecord): boolean {
  const { trace, graphlets, pipeline, propertiesOf } = input;
  switch (record.type) {
    case "execution": {
      const row = rowOf(trace.executions.id, record.id);
      if (row >= 0) writeExecution(writer, input, row);
      return row >= 0;
    }
    case "artifact": {
      const row = rowOf(trace.artifacts.id, record.id);
      if (row >= 0) writeArtifact(writer, input, row);
      return row >= 0;
    }
    case "run": {
      const index = runOf(input, record.name);
      if (index >= 0) writeRun(writer, input, index);
      return index >= 0;
    }
    case "node":
      writeNode(writer, input, record.node);
      return true;
    case "graphlet": {
      const index = graphletOf(trace, graphlets, record.trainer);
      const graphlet = graphlets.list[index];
      if (graphlet) writeGraphlet(writer, input, index, graphlet);
      return graphlet !== undefined;
    }
    case "explanation": {
      const index = graphletOf(trace, graphlets, record.trainer);
      const explanation = explain({ trace, graphlets, index, pipeline, propertiesOf });
      if (explanation) writeExplanation(writer, input, explanation);
      return explanation !== null;
    }
    case "comparison": {
      const [after, before] = comparedOf(trace, graphlets, record);
      const found = compareGraphlets(trace, graphlets, before ?? -1, after ?? -1, propertiesOf);
      if (found) writeComparison(writer, input, found);
      return found !== null;
    }
  }
}

/** Index of the graphlet that an execution trained, -1 where it trained none. */
export function graphletOf(trace: Trace, graphlets: Graphlets, trainer: TraceId): number {
  const row = rowOf(trace.executions.id, trainer);
  return row < 0 ? -1 : graphlets.list.findIndex((graphlet) => graphlet.trainer === row);
}

/** The newer model and the one that it is compared with, -1 where there is none. */
function comparedOf(
  trace: Trace,
  graphlets: Graphlets,
  { trainer, against }: Extract<TraceRecord, { type: "comparison" }>,
): readonly number[] {
  const after = graphletOf(trace, graphlets, trainer);
  if (against === "deployed") return [after, lastDeployedBefore(trace, graphlets, after)];
  if (against === "before") return [after, modelBefore(trace, graphlets, after)];
  return [after, graphletOf(trace, graphlets, against.trainer)];
}

/** The pipeline's run of that name, else the first of that name. */
function runOf({ trace, tracePipeline }: RecordInput, name: string): number {
  const { names, pipeline } = trace.runs;
  const own = pipeline.findIndex((one, run) => one === tracePipeline && names.at(run) === name);
  return own >= 0 ? own : names.indexOf(name);
}

function missing(record: TraceRecord): string {
  switch (record.type) {
    case "execution":
    case "artifact":
      return `The trace has no ${record.type} ${record.id}.`;
    case "run":
      return `The trace has no run ${record.name}.`;
    case "node":
      return `The trace has no ${formatCount(0, "run")} of ${record.node}.`;
    case "graphlet":
    case "explanation":
      return `Execution ${record.trainer} trained no model.`;
    case "comparison": {
      const against = record.against;
      if (against === "deployed")
        return `No model was deployed before the one that execution ${record.trainer} trained.`;
      if (against === "before") return `No model was trained before the one of execution ${record.trainer}.`;
      return `Execution ${record.trainer} or ${against.trainer} trained no model.`;
    }
  }
}
