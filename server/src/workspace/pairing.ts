import type { PipelineDefinition } from "../model/definition.ts";
import { type Trace, textOf } from "../model/trace.ts";

/** What pairing needs of a trace: names only. */
export interface TraceSummary {
  readonly pipelines: readonly SummaryPipeline[];
  /** Milliseconds since the epoch of the newest update, NaN where there is none. */
  readonly updatedAt: number;
}

export interface SummaryPipeline {
  /** Index into `trace.pipelines`, -1 for executions without one. */
  readonly index: number;
  readonly name: string;
  readonly nodes: ReadonlySet<string>;
  /** How many. */
  readonly executions: number;
}

/** Which of a trace's pipelines a definition stands for, and how that was found. */
export interface Match {
  readonly pipeline: SummaryPipeline;
  readonly by: "name" | "interactive" | "nodes";
  /** Nodes of the definition that the trace knows. */
  readonly common: number;
}

/** Share of all node names (of both sides) that must be the same before a trace is taken for a definition by them alone. */
const sameNodes = 0.6;
/** The same where both sides have a name and it is another: standard components have the same names in every pipeline. */
const sameNodesUnderOtherName = 0.8;
/** So few nodes in common say nothing. */
const leastNodes = 3;

/** Names of a trace's pipelines and nodes. Linear in its executions. */
export function summarize(trace: Trace): TraceSummary {
  const { executions, strings } = trace;
  const found = new Map<number, { count: number; readonly nodes: Set<number> }>();
  let updatedAt = Number.NaN;
  for (let row = 0; row < executions.count; row++) {
    const pipeline = executions.pipeline[row] ?? -1;
    const node = executions.node[row] ?? 0;
    const known = found.get(pipeline);
    if (known) {
      known.count++;
      known.nodes.add(node);
    } else found.set(pipeline, { count: 1, nodes: new Set([node]) });
    const updated = executions.updatedAt[row] ?? Number.NaN;
    const at = Number.isNaN(updated) ? (executions.startedAt[row] ?? Number.NaN) : updated;
    if (Number.isNaN(updatedAt) || at > updatedAt) updatedAt = at;
  }
  const pipelines = [...found].map(([index, { count, nodes }]) => ({
    index,
    name: trace.pipelines[index]?.name ?? "",
    nodes: new Set([...nodes].map((text) => textOf(strings, text))),
    executions: count,
  }));
  return { pipelines, updatedAt };
}

/**
 * The pipeline of a trace that a definition stands for: by name; a notebook's by the name `interactive`; else by the names of the
 * nodes. `named`: the user or the definition says that this is the trace, so that any node in common will do.
 */
export function match(
  pipeline: PipelineDefinition,
  format: string,
  summary: TraceSummary,
  named: boolean,
): Match | null {
  const ids = new Set(pipeline.nodes.map(({ id }) => id));
  const common = ({ nodes }: SummaryPipeline): number => [...ids].filter((id) => nodes.has(id)).length;
  const found = summary.pipelines.find(({ name }) => pipeline.name !== null && name === pipeline.name);
  if (found) return { pipeline: found, by: "name", common: common(found) };

  const session = summary.pipelines.find(({ name }) => name === "interactive");
  if (session && (format === "tfx-notebook" || pipeline.name === "interactive")) {
    const shared = common(session);
    if (shared > 0 && (named || shared / ids.size >= sameNodes))
      return { pipeline: session, by: "interactive", common: shared };
  }

  let best: Match | null = null;
  let bestShare = 0;
  for (const candidate of summary.pipelines) {
    const shared = common(candidate);
    const share = shared / (ids.size + candidate.nodes.size - shared);
    const otherName = pipeline.name !== null && candidate.name !== "" && candidate.name !== "interactive";
    const enough = named
      ? shared > 0
      : shared >= leastNodes && share >= (otherName ? sameNodesUnderOtherName : sameNodes);
    if (enough && share > bestShare) {
      best = { pipeline: candidate, by: "nodes", common: shared };
      bestShare = share;
    }
  }
  return best;
}

/** Whether a match may be of another pipeline: it has a name of its own. Nobody is warned on such evidence. */
export const isForeign = ({ pipeline, by }: Match, definition: PipelineDefinition): boolean =>
  by === "nodes" && definition.name !== null && pipeline.name !== "" && pipeline.name !== definition.name;

/** How a trace was found, before what is inside it counts. */
export type Found =
  | { readonly by: "choice" }
  | { readonly by: "setting"; readonly pattern: string }
  | { readonly by: "definition"; readonly reference: string }
  | { readonly by: "search" };

/** How the pairing was found, in a sentence or two. `label`: the store as shown; `inside` null: it has nothing of the pipeline. */
export function whyPaired(found: Found, inside: Match | null, pipeline: PipelineDefinition, label: string): string {
  const words = whyMatched(inside, pipeline, label);
  switch (found.by) {
    case "choice":
      return `${label} was chosen for this definition. ${words}`;
    case "setting":
      return `The setting graphlet.traces names ${label} for ${found.pattern}. ${words}`;
    case "definition":
      return `The definition names ${found.reference}. ${words}`;
    case "search":
      return words;
  }
}

function whyMatched(found: Match | null, { name, nodes }: PipelineDefinition, label: string): string {
  if (!found) return `No pipeline in ${label} has this definition's name or nodes.`;
  switch (found.by) {
    case "name":
      return `A pipeline in ${label} has the definition's name, ${name}.`;
    case "interactive":
      return `${label} holds interactive sessions with ${found.common} of the definition's ${nodes.length} nodes.`;
    case "nodes": {
      const called = found.pipeline.name === "" ? "" : `; there the pipeline is called ${found.pipeline.name}`;
      return `${found.common} of the definition's ${nodes.length} node names are in ${label}${called}.`;
    }
  }
}

/** A trace that a definition may stand for; `away`: steps from the one's place to the other's. */
interface Candidate {
  readonly match: Match;
  readonly away: number;
  readonly updatedAt: number;
}

/** Of several candidates the best: by name before sessions before nodes, then the more nodes in common, the nearer, the newer. */
export function bestOf<T extends Candidate>(candidates: readonly T[]): T | null {
  const rank = { name: 2, interactive: 1, nodes: 0 } as const;
  const time = (at: number): number => (Number.isNaN(at) ? 0 : at);
  return (
    [...candidates].sort(
      (a, b) =>
        rank[b.match.by] - rank[a.match.by] ||
        b.match.common - a.match.common ||
        a.away - b.away ||
        time(b.updatedAt) - time(a.updatedAt),
    )[0] ?? null
  );
}
