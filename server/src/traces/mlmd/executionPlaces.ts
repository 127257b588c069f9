import type { Groups } from "../groups.ts";
import type { StringTable } from "../stringTable.ts";
import {
  type ContextNames,
  isNested,
  nodeKey,
  nodeOfContexts,
  pipelineKey,
  pipelineOfContexts,
  runKey,
  runOfContexts,
} from "./contexts.ts";
import type { ExecutionProperties } from "./executionProperties.ts";
import { isKubeflowType, kubeflowNode } from "./kubeflow.ts";
import type { RowIndex } from "./rowIndex.ts";

interface PlaceSources {
  readonly index: RowIndex;
  readonly contexts: ContextNames;
  readonly properties: ExecutionProperties;
  readonly strings: StringTable;
}

/** Texts of executions' nodes by the context of the node and the pipeline that it was found for. */
export interface Nodes extends PlaceSources {
  readonly pipelines: Int32Array;
  readonly nodes: Int32Array;
}

// Not by `...sources`: the engine forgets what it knows of objects that are made so.
export const newNodes = ({ index, contexts, properties, strings }: PlaceSources): Nodes => ({
  index,
  contexts,
  properties,
  strings,
  pipelines: new Int32Array(contexts.count).fill(unknown),
  nodes: new Int32Array(contexts.count),
});

/** Text of an execution's node: worked out once for each context of a node, which as a rule belongs to one pipeline. */
export function nodeOf(known: Nodes, row: number, typeName: string): number {
  const { contexts, pipelines, nodes } = known;
  const context = nodeKey(contexts, row);
  if (context < 0 || isNested(contexts, row)) return findNode(known, row, typeName);
  const pipeline = pipelineKey(contexts, row);
  if (pipelines[context] === pipeline) return nodes[context] as number;
  pipelines[context] = pipeline;
  nodes[context] = findNode(known, row, typeName);
  return nodes[context] as number;
}

function findNode({ contexts, properties, strings, index }: PlaceSources, row: number, typeName: string): number {
  const named = nodeOfContexts(contexts, row);
  if (named !== null) return strings.add(named);
  const component = properties.componentId.at(row);
  if (component >= 0) return component;
  const task = isKubeflowType(typeName) ? kubeflowNode(properties.kubeflow, row, index, strings) : null;
  return strings.add(task ?? typeName);
}

type Group = ReturnType<Groups["of"]>;

/** Indexes of executions' pipelines and runs by the context of the run and the pipeline that they were found for. */
export interface Runs extends PlaceSources {
  readonly groups: Groups;
  readonly pipelines: Int32Array;
  readonly found: {
    readonly pipeline: Int32Array;
    readonly storedPipeline: Int32Array;
    readonly run: Int32Array;
  };
  readonly group: { pipeline: number; storedPipeline: number; run: number };
}

export function newRuns(sources: PlaceSources, groups: Groups): Runs {
  const { index, contexts, properties, strings } = sources;
  const { count } = contexts;
  return {
    index,
    contexts,
    properties,
    strings,
    groups,
    pipelines: new Int32Array(count).fill(unknown),
    found: { pipeline: new Int32Array(count), storedPipeline: new Int32Array(count), run: new Int32Array(count) },
    group: { pipeline: -1, storedPipeline: -1, run: -1 },
  };
}

/** Indexes of an execution's pipeline and run: worked out once for each context of a run, which as a rule belongs to one pipeline. The same object each time. */
export function groupOf(known: Runs, row: number): Group {
  const { contexts, pipelines, found, group } = known;
  const pipeline = pipelineKey(contexts, row);
  const run = runKey(contexts, row);
  if (pipeline < 0 || run < 0) return findGroup(known, row);
  if (pipelines[run] !== pipeline) {
    const made = findGroup(known, row);
    pipelines[run] = pipeline;
    found.pipeline[run] = made.pipeline;
    found.storedPipeline[run] = made.storedPipeline;
    found.run[run] = made.run;
  }
  group.pipeline = found.pipeline[run] as number;
  group.storedPipeline = found.storedPipeline[run] as number;
  group.run = found.run[run] as number;
  return group;
}

function findGroup({ contexts, properties, strings, groups }: Runs, row: number): Group {
  return groups.of(
    pipelineOfContexts(contexts, row) ?? textOrNull(strings, properties.pipelineName.at(row)),
    runOfContexts(contexts, row) ?? textOrNull(strings, properties.runId.at(row)),
  );
}

/** No context's pipeline yet; -1 is that of those without one. */
const unknown = -2;

const textOrNull = (strings: StringTable, index: number): string | null => (index < 0 ? null : strings.at(index));
