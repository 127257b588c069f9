import { nodeHistories } from "../../server/src/graphlets/nodeHistory.ts";
import type { Definition, DefinitionNode, NodeInput, PipelineDefinition } from "../../server/src/model/definition.ts";
import type { Graphlets } from "../../server/src/model/graphlet.ts";
import { operatorKinds } from "../../server/src/model/kinds.ts";
import { nodeName, targetsOf } from "../../server/src/model/rows.ts";
import { defaultSettings } from "../../server/src/model/settings.ts";
import type { Location } from "../../server/src/model/text.ts";
import { type Trace, textOf } from "../../server/src/model/trace.ts";
import type { WasteInput } from "../../server/src/waste/rule.ts";

/** What the rules look at for each pipeline of a trace, with the definition that would have made it. `now` is a day after its end. */
export function wasteInputsOf(trace: Trace, graphlets: Graphlets): readonly WasteInput[] {
  const indexes = new Set(trace.executions.pipeline);
  const times = [...trace.executions.updatedAt, ...trace.executions.startedAt].filter(Number.isFinite);
  const last = times.reduce((latest, time) => Math.max(latest, time), 0);
  return [...indexes].map((index) => {
    const pipeline = pipelineOf(trace, index);
    return {
      definition: definitionOf(pipeline),
      pipeline,
      evidence: { trace, graphlets, histories: nodeHistories(trace, graphlets, index) },
      settings: defaultSettings,
      now: last + 86_400_000,
    };
  });
}

const definitionOf = (pipeline: PipelineDefinition): Definition => ({
  uri: pipeline.location.uri,
  format: "tfx-python",
  pipelines: [pipeline],
  problems: [],
  links: [],
});

/** A node a line, with every output that was written and every input that was read from another node. */
function pipelineOf(trace: Trace, index: number): PipelineDefinition {
  const rows = new Map<string, number[]>();
  for (let row = 0; row < trace.executions.count; row++) {
    if (trace.executions.pipeline[row] !== index) continue;
    const name = nodeName(trace, row);
    const list = rows.get(name);
    if (list) list.push(row);
    else rows.set(name, [row]);
  }
  const nodes = [...rows].map(([id, list], line) => nodeOf(trace, id, list, at(line)));
  return {
    name: trace.pipelines[index]?.name ?? null,
    nameLocation: at(nodes.length),
    kind: "tfx-python",
    location: at(nodes.length),
    nodes,
    groups: [],
    stores: [],
    files: [at(0).uri],
    caching: null,
    problems: [],
  };
}

const at = (line: number): Location => ({
  uri: "file:///pipeline.py",
  range: { start: { line, character: 0 }, end: { line, character: 8 } },
});

function nodeOf(trace: Trace, id: string, rows: readonly number[], location: Location): DefinitionNode {
  const [first = -1] = rows;
  const type = textOf(trace.strings, trace.executions.type[first]);
  const outputs = new Set(rows.flatMap((row) => keysOf(trace, trace.writes, row)));
  const inputs = new Map<string, NodeInput>();
  for (const row of rows) {
    for (const [edge, artifact] of targetsOf(trace.reads, row).entries()) {
      const key = keysOf(trace, trace.reads, row)[edge] ?? "";
      const makers = targetsOf(trace.writers, artifact);
      for (const [place, maker] of makers.entries()) {
        const output = keysOf(trace, trace.writers, artifact)[place] ?? "";
        const node = nodeName(trace, maker);
        inputs.set(`${key} ${node} ${output}`, {
          key,
          carries: "artifact",
          type: null,
          from: { node, output },
          location,
        });
      }
    }
  }
  return {
    id,
    type: type.slice(type.lastIndexOf(".") + 1),
    kind: operatorKinds[trace.executions.kind[first] ?? 0] ?? "other",
    kindGuessed: trace.executions.kindGuessed[first] === 1,
    location,
    nameRange: location.range,
    variable: null,
    inputs: [...inputs.values()],
    after: [],
    outputs: [...outputs].map((key) => ({ key, carries: "artifact", type: null, location })),
    caching: null,
    idLocations: [],
    arguments: [],
    references: [],
    condition: null,
  };
}

const keysOf = (trace: Trace, edges: Trace["reads"], row: number): readonly string[] =>
  [...edges.key.subarray(edges.offsets[row], edges.offsets[row + 1])].map((key) => textOf(trace.strings, key));
