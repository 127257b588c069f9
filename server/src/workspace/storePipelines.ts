import type { Reported } from "../features/host.ts";
import type { Definition, PipelineDefinition } from "../model/definition.ts";
import type { Location } from "../model/text.ts";
import { nodesOfTrace } from "../views/tree/nodesOfTrace.ts";
import { evidenceAt } from "./evidence.ts";
import { storeUriOf } from "./storeUri.ts";
import type { CutTrace } from "./traceInWorker.ts";
import type { TraceState } from "./traces.ts";

const kept = new WeakMap<CutTrace, Pick<Reported, "definition" | "reports">>();

/**
 * A store as if a definition were paired with it: its pipelines, with the nodes that ran. Views and records of stores without a definition
 * are made from it. Nodes and histories of a pipeline are made when they are first asked for.
 */
export function reportedStore(path: string, { cut, failure, revision }: TraceState): Reported {
  const { definition, reports } = cut ? ofCut(path, cut) : { definition: definitionOf(path, []), reports: [] };
  return {
    definition,
    reports,
    isEarly: false,
    failure: cut ? null : (failure?.message ?? "Nothing was read."),
    stamp: `${revision}`,
  };
}

function ofCut(path: string, cut: CutTrace): Pick<Reported, "definition" | "reports"> {
  const known = kept.get(cut);
  if (known) return known;
  // Executions without a pipeline come first: they are meant where no name is given.
  const indexes = cut.summary.pipelines.map(({ index }) => index).sort((a, b) => a - b);
  const pipelines = indexes.map((index) => pipelineOf(path, cut, index));
  const definition = definitionOf(path, pipelines);
  const made = {
    definition,
    reports: pipelines.map((pipeline, at) => {
      const index = indexes[at] ?? -1;
      return {
        definition,
        pipeline,
        get evidence() {
          return evidenceAt(cut, index);
        },
        foreign: false,
        pending: false,
        tracePipeline: index,
        tracePath: path,
      };
    }),
  };
  kept.set(cut, made);
  return made;
}

/** No parser made it: the format only says what can be done with a text, and there is none. */
const definitionOf = (path: string, pipelines: readonly PipelineDefinition[]): Definition => ({
  uri: storeUriOf(path),
  format: "tfx-ir",
  pipelines,
  problems: [],
  links: [],
});

function pipelineOf(path: string, { trace }: CutTrace, index: number): PipelineDefinition {
  let nodes: PipelineDefinition["nodes"] | null = null;
  return {
    ...emptyPipeline(path),
    name: trace.pipelines[index]?.name ?? null,
    get nodes() {
      nodes ??= nodesOfTrace(trace, index, nowhere(path));
      return nodes;
    },
  };
}

const emptyPipeline = (path: string): PipelineDefinition => ({
  name: null,
  nameLocation: null,
  kind: "trace",
  location: nowhere(path),
  nodes: [],
  groups: [],
  stores: [],
  files: [],
  caching: null,
  problems: [],
});

const nowhere = (path: string): Location => ({
  uri: storeUriOf(path),
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
});
