import type { DefinitionNode, NodeInput, NodeOutput } from "../../model/definition.ts";
import { operatorKinds, stateCode } from "../../model/kinds.ts";
import { targetsOf, textAt } from "../../model/rows.ts";
import type { Location } from "../../model/text.ts";
import { type EdgeRows, type Trace, textOf } from "../../model/trace.ts";
import { lastPart } from "../labels.ts";

/** So many of the newest executions of a node tell what it reads and writes. */
const looked = 20;

/**
 * The nodes of a pipeline as its trace shows them, for where no definition is there: what its newest executions read and wrote.
 * `pipeline`: index into `trace.pipelines`, or -1. Linear in the executions.
 */
export function nodesOfTrace(trace: Trace, pipeline: number, location: Location): readonly DefinitionNode[] {
  const rows = new Map<number, number[]>();
  const { count, pipeline: pipelines, node } = trace.executions;
  for (let row = 0; row < count; row++) {
    if (pipelines[row] !== pipeline) continue;
    const text = node[row] ?? 0;
    const list = rows.get(text);
    if (list) list.push(row);
    else rows.set(text, [row]);
  }
  return [...rows].map(([text, list]) => nodeOf(trace, text, list.slice(-looked), location, rows));
}

function nodeOf(
  trace: Trace,
  text: number,
  rows: readonly number[],
  location: Location,
  nodes: ReadonlyMap<number, readonly number[]>,
): DefinitionNode {
  const { executions } = trace;
  const newest = rows.at(-1) ?? -1;
  const type = lastPart(textAt(trace, executions.type, newest));
  return {
    id: textOf(trace.strings, text),
    type,
    kind: operatorKinds[executions.kind[newest] ?? 0] ?? "other",
    kindGuessed: executions.kindGuessed[newest] === 1,
    location,
    nameRange: location.range,
    variable: null,
    inputs: inputsOf(trace, rows, text, location, nodes),
    after: [],
    outputs: keysOf(trace, trace.writes, rows).map(
      (key): NodeOutput => ({ key, carries: "artifact", type: null, location: null }),
    ),
    caching: null,
    idLocations: [],
    arguments: [],
    references: [],
    condition: null,
  };
}

/** An input for each channel of another node of the pipeline that was read. */
function inputsOf(
  trace: Trace,
  rows: readonly number[],
  own: number,
  location: Location,
  nodes: ReadonlyMap<number, readonly number[]>,
): NodeInput[] {
  const { reads, writers, executions, strings } = trace;
  const found = new Map<string, NodeInput>();
  for (const row of rows) {
    for (let at = reads.offsets[row] ?? 0; at < (reads.offsets[row + 1] ?? 0); at++) {
      const artifact = reads.target[at] ?? -1;
      for (let by = writers.offsets[artifact] ?? 0; by < (writers.offsets[artifact + 1] ?? 0); by++) {
        const writer = writers.target[by] ?? -1;
        const maker = executions.node[writer] ?? 0;
        if (maker === own || !nodes.has(maker) || executions.state[writer] === stateCode.cached) continue;
        const key = textOf(strings, reads.key[at]);
        const from = { node: textOf(strings, maker), output: textOf(strings, writers.key[by]) };
        found.set(JSON.stringify([key, from]), { key, carries: "artifact", type: null, from, location });
      }
    }
  }
  return [...found.values()];
}

function keysOf({ strings }: Trace, edges: EdgeRows, rows: readonly number[]): string[] {
  const keys = new Set<string>();
  for (const row of rows) {
    const from = edges.offsets[row] ?? 0;
    for (let at = from; at < from + targetsOf(edges, row).length; at++) keys.add(textOf(strings, edges.key[at]));
  }
  return [...keys];
}
