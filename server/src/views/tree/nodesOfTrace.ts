import type { DefinitionNode, NodeInput, NodeOutput } from "../../model/definition.ts";
import { intAt } from "../../model/intColumn.ts";
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
  const makers = datasetMakers(trace, rows);
  const began = (list: readonly number[]): number => {
    let first = Number.POSITIVE_INFINITY;
    for (const row of list) {
      const time = trace.executions.startedAt[row] ?? Number.NaN;
      if (time < first) first = time;
    }
    return first;
  };
  // In the order in which they first ran, where that is known: what shares nothing is drawn in it.
  return [...rows]
    .map(([text, list]) => ({ text, list, first: began(list) }))
    .sort((a, b) => (a.first === b.first ? 0 : a.first - b.first))
    .map(({ text, list }) => nodeOf(trace, text, list.slice(-looked), location, { nodes: rows, makers }));
}

/** What is known of a pipeline's nodes, by their names' texts. */
interface Known {
  readonly nodes: ReadonlyMap<number, readonly number[]>;
  /** Text of a dataset's name → the nodes that write it, whatever version. */
  readonly makers: ReadonlyMap<number, ReadonlyMap<number, number>>;
}

/**
 * Who writes which dataset, with the key of the channel. Of a dataset that is written anew by each run, the version that a step read may have been there
 * before anything of the trace began: its maker is who writes the later ones.
 */
function datasetMakers(
  { artifacts, executions, writes }: Trace,
  nodes: ReadonlyMap<number, readonly number[]>,
): Known["makers"] {
  const makers = new Map<number, Map<number, number>>();
  for (const row of [...nodes.values()].flatMap((list) => list.slice(-looked))) {
    for (let at = writes.offsets[row] ?? 0; at < (writes.offsets[row + 1] ?? 0); at++) {
      const uri = intAt(artifacts.uri, writes.target[at] ?? -1);
      if (uri < 0) continue;
      const of = makers.get(uri) ?? new Map<number, number>();
      of.set(executions.node[row] ?? 0, writes.key[at] ?? 0);
      makers.set(uri, of);
    }
  }
  return makers;
}

function nodeOf(trace: Trace, text: number, rows: readonly number[], location: Location, known: Known): DefinitionNode {
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
    inputs: inputsOf(trace, rows, text, location, known),
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
  { nodes, makers }: Known,
): NodeInput[] {
  const { reads, writers, executions, strings, artifacts } = trace;
  const found = new Map<string, NodeInput>();
  const add = (at: number, maker: number, output: number): void => {
    const key = textOf(strings, reads.key[at]);
    const from = { node: textOf(strings, maker), output: textOf(strings, output) };
    found.set(JSON.stringify([key, from]), { key, carries: "artifact", type: null, from, location });
  };
  for (const row of rows) {
    for (let at = reads.offsets[row] ?? 0; at < (reads.offsets[row + 1] ?? 0); at++) {
      const artifact = reads.target[at] ?? -1;
      if (targetsOf(writers, artifact).length === 0) {
        for (const [maker, output] of makers.get(intAt(artifacts.uri, artifact)) ?? [])
          if (maker !== own) add(at, maker, output);
      }
      for (let by = writers.offsets[artifact] ?? 0; by < (writers.offsets[artifact + 1] ?? 0); by++) {
        const writer = writers.target[by] ?? -1;
        const maker = executions.node[writer] ?? 0;
        if (maker === own || !nodes.has(maker) || executions.state[writer] === stateCode.cached) continue;
        add(at, maker, writers.key[by] ?? 0);
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
