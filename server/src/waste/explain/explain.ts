import { byStart, startsBefore } from "../../graphlets/order.ts";
import type { PipelineDefinition } from "../../model/definition.ts";
import type { Cause, Explanation, Gap, PropertiesOf, Use } from "../../model/explanation.ts";
import type { Graphlet, Graphlets, NotPushedReason } from "../../model/graphlet.ts";
import { operatorCode, stateCode } from "../../model/kinds.ts";
import type { Trace } from "../../model/trace.ts";
import { checkOf, deploymentOf, gapsOf } from "./checks.ts";
import { errorOf } from "./recorded.ts";
import { routeOf } from "./route.ts";

export interface ExplainInput {
  readonly trace: Trace;
  readonly graphlets: Graphlets;
  /** Index into `graphlets.list`. */
  readonly index: number;
  /** The definition's pipeline, where there is one: it knows the way to deployment. */
  readonly pipeline: PipelineDefinition | null;
  /** Properties that were read before, see {@link rowsOfInterest}. */
  readonly propertiesOf: PropertiesOf;
}

/**
 * Why a model was deployed or not, in facts with their evidence. The reason is the graphlet's own; this says what it rests
 * on, what lay ahead, and what the store does not tell. Null where there is no such graphlet. Linear in the executions of the trace.
 */
export function explain(input: ExplainInput): Explanation | null {
  const { trace, graphlets, index, propertiesOf } = input;
  const graphlet = graphlets.list[index];
  if (!graphlet) return null;
  const causes = causesOf(input, graphlet);
  const checks = checkRows(trace, graphlet).map((row) => checkOf(trace, row, propertiesOf));
  return {
    graphlet: index,
    status: graphlet.status,
    whyNotPushed: graphlet.whyNotPushed,
    causes,
    checks,
    deployments: deployRows(trace, graphlet).map((row) => deploymentOf(trace, row, propertiesOf)),
    uses: usesOf(trace, graphlets, graphlet),
    route: graphlet.pushed ? null : routeOf(trace, graphlets, graphlet, input.pipeline),
    gaps: [
      ...causes.flatMap((cause): Gap[] =>
        cause.what === "failed" && cause.error === null ? [{ what: "error", execution: cause.execution }] : [],
      ),
      ...causes.flatMap(({ what, execution }): Gap[] => (what === "refused" ? [{ what: "refusal", execution }] : [])),
      ...checks.flatMap((check) => gapsOf(trace, check)),
      ...unread(rowsOfInterest(input, 1), propertiesOf),
    ],
  };
}

/** At most this many rows' properties are read for one explanation. */
const mostInterest = 24;

/**
 * The rows whose properties an explanation is better with, the most telling first: failed executions, checks, what they wrote,
 * what deployments wrote. At most 24.
 */
export function rowsOfInterest(
  { trace, graphlets, index }: Pick<ExplainInput, "trace" | "graphlets" | "index">,
  most = mostInterest,
): readonly { readonly of: "execution" | "artifact"; readonly row: number }[] {
  const graphlet = graphlets.list[index];
  if (!graphlet) return [];
  const { state } = trace.executions;
  const checks = checkRows(trace, graphlet);
  const failed = [...graphlet.evidence].filter((row) => state[row] === stateCode.failed);
  const artifacts = [...checks, ...deployRows(trace, graphlet)].flatMap((row) => [
    ...trace.writes.target.subarray(trace.writes.offsets[row], trace.writes.offsets[row + 1]),
  ]);
  return [
    ...[...new Set([...failed, ...checks])].map((row) => ({ of: "execution" as const, row })),
    ...[...new Set(artifacts)].map((row) => ({ of: "artifact" as const, row })),
  ].slice(0, most);
}

function unread(
  rows: readonly { readonly of: "execution" | "artifact"; readonly row: number }[],
  propertiesOf: PropertiesOf,
): readonly Gap[] {
  const [first] = rows;
  const read = first ? propertiesOf(first.of, first.row) : null;
  return typeof read === "string" ? [{ what: "unread", message: read }] : [];
}

const checkRows = (trace: Trace, { executions }: Graphlet): number[] =>
  byStart(
    trace,
    executions.filter((row) => {
      const kind = trace.executions.kind[row];
      return kind === operatorCode.evaluate || kind === operatorCode.validate;
    }),
  );

const deployRows = (trace: Trace, { executions }: Graphlet): number[] =>
  byStart(
    trace,
    executions.filter((row) => trace.executions.kind[row] === operatorCode.deploy),
  );

const causeOf: Readonly<Record<NotPushedReason, Cause["what"] | null>> = {
  "trainer-failed": "failed",
  "upstream-failed": "failed",
  "validation-failed": "failed",
  "not-blessed": "not-blessed",
  "push-failed": "failed",
  "push-refused": "refused",
  abandoned: "abandoned",
  "never-reached-deploy": null,
};

function causesOf({ trace, graphlets, propertiesOf }: ExplainInput, graphlet: Graphlet): readonly Cause[] {
  const what = graphlet.whyNotPushed === null ? null : causeOf[graphlet.whyNotPushed];
  const evidence = what === null ? [] : byStart(trace, graphlet.evidence).map((row) => cause(row, what));
  if (graphlet.status !== "pending") return evidence;
  const { state } = trace.executions;
  const open = graphlet.executions.filter(
    (row) => (state[row] === stateCode.new || state[row] === stateCode.running) && graphlets.abandoned[row] !== 1,
  );
  return [...evidence, ...byStart(trace, open).map((row) => cause(row, "open"))];

  function cause(execution: number, how: Cause["what"]): Cause {
    return {
      execution,
      what: how,
      error: how === "failed" ? errorOf(propertiesOf("execution", execution)) : null,
      next: how === "abandoned" ? nextOf(trace, execution) : -1,
    };
  }
}

/** The next execution of the same node in the same pipeline, -1 for none. Linear in the executions. */
function nextOf(trace: Trace, execution: number): number {
  const { count, node, pipeline } = trace.executions;
  let next = -1;
  for (let row = 0; row < count; row++) {
    if (row === execution || node[row] !== node[execution] || pipeline[row] !== pipeline[execution]) continue;
    if (startsBefore(trace, execution, row) && (next < 0 || startsBefore(trace, row, next))) next = row;
  }
  return next;
}

/** At most this many models that started from one are named. */
const mostHeirs = 20;

function usesOf(trace: Trace, graphlets: Graphlets, graphlet: Graphlet): readonly Use[] {
  const { kind, state } = trace.executions;
  const batch = graphlet.down.filter((row) => kind[row] === operatorCode.infer && state[row] === stateCode.complete);
  const heirs: Use[] = [];
  // What started from a deployed model says nothing about its fate, and every model would have to be looked at.
  const end = graphlet.status === "useful" ? graphlets.list.length : 0;
  for (let index = 0; index < end && heirs.length < mostHeirs; index++) {
    const other = graphlets.list[index];
    if (other?.status !== "pushed" && other?.status !== "useful") continue;
    if (other.parents.includes(graphlet.trainer)) heirs.push({ by: "warm-start", graphlet: index });
  }
  return [...byStart(trace, batch).map((execution): Use => ({ by: "batch", execution })), ...heirs];
}
