import type { Groups } from "../groups.ts";
import type { StringTable } from "../stringTable.ts";
import type { ContextNames } from "./contexts.ts";
import type { ExecutionProperties } from "./executionProperties.ts";
import { isKubeflowType, kubeflowNode } from "./kubeflow.ts";

interface PlaceSources {
  readonly contexts: ContextNames;
  readonly properties: ExecutionProperties;
  readonly strings: StringTable;
}

/** Texts of executions' nodes: worked out once for each context of a node, which as a rule belongs to one pipeline. */
export function nodeFinder(
  { contexts, properties, strings }: PlaceSources,
  rowOf: (id: number) => number,
): (row: number, typeName: string) => number {
  const pipelines = new Int32Array(contexts.count).fill(unknown);
  const nodes = new Int32Array(contexts.count);
  const find = (row: number, typeName: string): number => {
    const named = contexts.node(row);
    if (named !== null) return strings.add(named);
    const component = properties.componentId.at(row);
    if (component >= 0) return component;
    const task = isKubeflowType(typeName) ? kubeflowNode(properties.kubeflow, row, rowOf, strings) : null;
    return strings.add(task ?? typeName);
  };
  return (row, typeName) => {
    const context = contexts.nodeKey(row);
    if (context < 0 || contexts.isNested(row)) return find(row, typeName);
    const pipeline = contexts.pipelineKey(row);
    if (pipelines[context] === pipeline) return nodes[context] as number;
    pipelines[context] = pipeline;
    nodes[context] = find(row, typeName);
    return nodes[context] as number;
  };
}

type Group = ReturnType<Groups["of"]>;

/** Indexes of executions' pipelines and runs: worked out once for each context of a run, which as a rule belongs to one pipeline. The same object each time. */
export function groupFinder({ contexts, properties, strings }: PlaceSources, groups: Groups): (row: number) => Group {
  const pipelines = new Int32Array(contexts.count).fill(unknown);
  const known = {
    pipeline: new Int32Array(contexts.count),
    storedPipeline: new Int32Array(contexts.count),
    run: new Int32Array(contexts.count),
  };
  const find = (row: number): Group =>
    groups.of(
      contexts.pipeline(row) ?? textOrNull(strings, properties.pipelineName.at(row)),
      contexts.run(row) ?? textOrNull(strings, properties.runId.at(row)),
    );
  const group = { pipeline: -1, storedPipeline: -1, run: -1 };
  return (row) => {
    const pipeline = contexts.pipelineKey(row);
    const run = contexts.runKey(row);
    if (pipeline < 0 || run < 0) return find(row);
    if (pipelines[run] !== pipeline) {
      const found = find(row);
      pipelines[run] = pipeline;
      known.pipeline[run] = found.pipeline;
      known.storedPipeline[run] = found.storedPipeline;
      known.run[run] = found.run;
    }
    group.pipeline = known.pipeline[run] as number;
    group.storedPipeline = known.storedPipeline[run] as number;
    group.run = known.run[run] as number;
    return group;
  };
}

/** No context's pipeline yet; -1 is that of those without one. */
const unknown = -2;

const textOrNull = (strings: StringTable, index: number): string | null => (index < 0 ? null : strings.at(index));
