import type { GraphletComparison, NodeSide, Span } from "../model/comparison.ts";
import type { Explanation, Gap, PropertiesOf } from "../model/explanation.ts";
import type { Graphlets } from "../model/graphlet.ts";
import { executionStates } from "../model/kinds.ts";
import { nodeName, textAt } from "../model/rows.ts";
import { idAt, type Trace, type TraceId } from "../model/trace.ts";
import { reasonSentence } from "../views/reason.ts";
import { comparisonSentence } from "../views/traceText/index.ts";
import { compareGraphlets } from "../waste/explain/index.ts";
import { isoTime, seconds } from "./jsonNumbers.ts";

/** Indexes into the list of graphlets of what a model is compared with, -1 for none. */
interface Against {
  readonly deployed: number;
  readonly before: number;
}

/**
 * An explanation as `graphlet explain --format json` prints it: a stable contract. Rows are shown by the store's ids, models by their
 * train executions' ids; what is unknown is null.
 */
export function explanationJson(
  trace: Trace,
  graphlets: Graphlets,
  explanation: Explanation,
  against: Against,
  propertiesOf: PropertiesOf,
) {
  const graphlet = graphlets.list[explanation.graphlet];
  const execution = (row: number) => executionJson(trace, row);
  const artifact = (row: number): TraceId => idAt(trace.artifacts.id, row);
  const compared = (index: number) => {
    const found = index < 0 ? null : compareGraphlets(trace, graphlets, index, explanation.graphlet, propertiesOf);
    return found && comparisonJson(trace, graphlets, found);
  };
  return {
    trainer: modelId(trace, graphlets, explanation.graphlet),
    node: graphlet ? nodeName(trace, graphlet.trainer) : null,
    status: explanation.status,
    whyNotPushed: explanation.whyNotPushed,
    sentence: reasonSentence(trace, graphlets, explanation.graphlet),
    causes: explanation.causes.map((cause) => ({
      execution: execution(cause.execution),
      what: cause.what,
      error: cause.error,
      next: cause.next < 0 ? null : idAt(trace.executions.id, cause.next),
    })),
    checks: explanation.checks.map((check) => ({
      execution: execution(check.execution),
      blessings: check.blessings.map((one) => ({ ...one, artifact: artifact(one.artifact) })),
      evaluations: check.evaluations.map((row) => ({
        artifact: artifact(row),
        uri: textAt(trace, trace.artifacts.uri, row),
      })),
      thresholds: check.thresholds,
      metrics: check.metrics,
    })),
    deployments: explanation.deployments.map((deployment) => ({
      execution: execution(deployment.execution),
      artifacts: deployment.artifacts.map((one) => ({ ...one, artifact: artifact(one.artifact) })),
    })),
    uses: explanation.uses.map((use) =>
      use.by === "batch"
        ? { by: use.by, execution: execution(use.execution) }
        : { by: use.by, trainer: modelId(trace, graphlets, use.graphlet) },
    ),
    route: explanation.route && {
      ...explanation.route,
      steps: explanation.route.steps.map((step) => ({ ...step, executions: step.executions.map(execution) })),
      example: explanation.route.example < 0 ? null : modelId(trace, graphlets, explanation.route.example),
    },
    notInStore: explanation.gaps.map((gap) => gapJson(trace, gap)),
    sinceLastDeployed: compared(against.deployed),
    sinceBefore: compared(against.before),
  };
}

/** A comparison with ids in place of rows. */
function comparisonJson(trace: Trace, graphlets: Graphlets, comparison: GraphletComparison) {
  const ids = (rows: readonly number[]): TraceId[] => rows.map((row) => idAt(trace.executions.id, row));
  const spans = (list: readonly Span[]) =>
    list.map(({ identity, artifact }) => ({ identity, artifact: idAt(trace.artifacts.id, artifact) }));
  const side = (one: NodeSide | null) =>
    one && { executions: ids(one.executions), states: one.states, costSeconds: known(one.costSeconds) };
  const { before, after, parents, nodes, metrics, costSeconds, status } = comparison;
  return {
    before: modelId(trace, graphlets, before),
    after: modelId(trace, graphlets, after),
    sentence: comparisonSentence(trace, graphlets, comparison),
    data: {
      added: spans(comparison.spans.added),
      removed: spans(comparison.spans.removed),
      shared: spans(comparison.spans.shared),
      jaccard: comparison.spans.jaccard,
    },
    sameCode: comparison.sameCode,
    sameParameters: comparison.sameParameters,
    parents: { added: ids(parents.added), removed: ids(parents.removed), shared: ids(parents.shared) },
    nodes: nodes.map((node) => ({ ...node, before: side(node.before), after: side(node.after) })),
    metrics,
    costSeconds: { before: seconds(costSeconds.before), after: seconds(costSeconds.after) },
    status,
    sameInputs: comparison.sameInputs,
    otherOutcome: comparison.otherOutcome,
  };
}

const known = (value: number): number | null => (Number.isFinite(value) ? seconds(value) : null);

function modelId(trace: Trace, graphlets: Graphlets, index: number): TraceId | null {
  const graphlet = graphlets.list[index];
  return graphlet ? idAt(trace.executions.id, graphlet.trainer) : null;
}

const executionJson = (trace: Trace, row: number) => ({
  id: idAt(trace.executions.id, row),
  node: nodeName(trace, row),
  state: executionStates[trace.executions.state[row] ?? 0] ?? "unknown",
  startedAt: isoTime(trace.executions.startedAt[row] ?? Number.NaN),
});

function gapJson(trace: Trace, gap: Gap) {
  if (gap.what === "unread") return gap;
  if (gap.what === "metrics") return { what: gap.what, artifact: idAt(trace.artifacts.id, gap.artifact) };
  return { what: gap.what, execution: idAt(trace.executions.id, gap.execution) };
}
