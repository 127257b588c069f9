import { executionStatuses } from "../../model/graphlet.ts";
import { operatorKinds } from "../../model/kinds.ts";
import { executionLabel, nodeName, targetsOf, textAt } from "../../model/rows.ts";
import { type EdgeRows, runName, textOf } from "../../model/trace.ts";
import { formatCost, statusWord } from "../words.ts";
import { stateText, timeText } from "./figures.ts";
import type { RecordInput } from "./input.ts";
import { artifactParts, modelPart, recordPart } from "./links.ts";
import { writeProperties } from "./properties.ts";
import type { Part, RecordWriter } from "./writer.ts";

/** One execution: what it was, what it read and wrote, the models that it led to, its properties. */
export function writeExecution(writer: RecordWriter, input: RecordInput, row: number): void {
  const { trace, settings } = input;
  const { executions } = trace;
  const kind = operatorKinds[executions.kind[row] ?? 0] ?? "other";
  writer.line(`${executionLabel(trace, row)} · ${nodeName(trace, row)}`);
  writer.line("");
  writer.field("node", nodePart(input, row));
  writer.field("type", textAt(trace, executions.type, row));
  writer.field("kind", executions.kindGuessed[row] === 1 ? `${kind} (a guess by its name)` : kind);
  writer.field("state", stateText(input, row));
  writer.field("pipeline", textAt(trace, executions.storedPipeline, row));
  writer.field("run", runPart(input, row));
  writer.field("started", timeText(executions.startedAt[row] ?? Number.NaN, input));
  writer.field("last update", timeText(executions.updatedAt[row] ?? Number.NaN, input));
  const cost = formatCost(executions.cost[row] ?? Number.NaN, settings);
  writer.field(settings.costProperty === "" ? "duration" : "cost", cost === "" ? "unknown" : cost);
  writer.field("counts as", executionStatuses[input.graphlets.status[row] ?? -1] ?? "");
  writer.field("code", textAt(trace, executions.code, row));
  writer.section("Reads", () => writeEdges(writer, input, trace.reads, row));
  writer.section("Writes", () => writeEdges(writer, input, trace.writes, row));
  writer.section("Models", () => writeModels(writer, input, row));
  writeProperties(writer, input.propertiesOf("execution", row));
}

/** The node's name: it leads to its history. */
function nodePart({ trace }: RecordInput, row: number): Part {
  const node = nodeName(trace, row);
  return recordPart(node, { type: "node", node });
}

function runPart({ trace }: RecordInput, row: number): Part {
  const name = runName(trace, trace.executions.run[row]) ?? "";
  return recordPart(name, { type: "run", name });
}

function writeEdges(writer: RecordWriter, { trace }: RecordInput, edges: EdgeRows, row: number): void {
  const start = edges.offsets[row] ?? 0;
  for (const [index, artifact] of targetsOf(edges, row).entries()) {
    if (writer.full) return;
    writer.field(textOf(trace.strings, edges.key[start + index]), ...artifactParts(trace, artifact));
  }
}

/** So many models are named, and so many looked at, from the owner on. */
const most = 200;
const mostSearched = 10_000;

/** The models whose graphlets hold the execution, the owner first. */
function writeModels(writer: RecordWriter, { trace, graphlets }: RecordInput, row: number): void {
  const first = graphlets.owner[row] ?? -1;
  if (first < 0) return;
  let count = 0;
  const end = Math.min(graphlets.list.length, first + mostSearched);
  for (let index = first; index < end; index++) {
    const graphlet = graphlets.list[index];
    if (!graphlet?.executions.includes(row)) continue;
    if (count === most) {
      writer.note("and more");
      return;
    }
    count++;
    writer.line("  ", modelPart(trace, graphlet), ` · ${statusWord[graphlet.status]}`);
  }
  if (end < graphlets.list.length)
    writer.note(`Models later than the next ${mostSearched.toLocaleString("en-US")} were not looked at.`);
}
