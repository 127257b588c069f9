import type { PipelineDefinition } from "../../model/definition.ts";
import type { Finding } from "../../model/finding.ts";
import { formatAge, formatCount } from "../../model/format.ts";
import { type OperatorKind, operatorKinds, stateCode } from "../../model/kinds.ts";
import type { Location } from "../../model/text.ts";
import type { Trace } from "../../model/trace.ts";
import { executionEvidence } from "../executionEvidence.ts";
import { type RecentRun, recentRuns } from "../recentRuns.ts";
import type { Evidence, Rule, WasteInput } from "../rule.ts";
import { isUndetermined } from "../undetermined.ts";

/** Steps that orchestrators may run without leaving an execution, or add on their own. */
const invisible: ReadonlySet<OperatorKind> = new Set<OperatorKind>(["import", "resolve"]);

/** Names that are written out. */
const named = 3;

const finished: ReadonlySet<number> = new Set([stateCode.complete, stateCode.cached]);

/**
 * `drift-from-trace`: nodes that ran in each of the last `driftFromTrace.runs` runs and are not in the definition, or are in the
 * definition and never ran. Looks only at runs in which all steps finished and at least half of the definition's nodes ran.
 * Importers and resolvers, what begins or ends a group, and nodes under a condition do not count. Silent for notebooks, for a definition that was not understood
 * whole, where the trace is of another name, and where the newest run is older than `staleAfterDays`. Needs a trace.
 */
export const driftFromTrace: Rule = (input) => {
  const { definition, pipeline, evidence, settings, now } = input;
  if (!evidence || !isOfName(evidence, pipeline) || definition.format === "tfx-notebook") return [];
  if (isUndetermined(definition, pipeline)) return [];
  const ids = new Set(pipeline.nodes.map(({ id }) => id));
  const ofGroups = new Set(pipeline.groups.flatMap(({ id }) => [id, `${id}_begin`, `${id}_end`]));
  const whole = recentRuns(evidence).filter((run) => isWhole(evidence.trace, run, ids));
  const last = whole.slice(-settings.driftFromTrace.runs);
  const newest = last.at(-1);
  if (!newest || last.length < settings.driftFromTrace.runs) return [];
  const { staleAfterDays } = settings;
  if (staleAfterDays > 0 && !(now - newest.startedAt <= staleAfterDays * 86_400_000)) return [];
  const ran = [...newest.nodes].filter(
    ([name, rows]) =>
      !ids.has(name) &&
      !ofGroups.has(name) &&
      isVisible(evidence.trace, rows[0]) &&
      last.every(({ nodes }) => nodes.has(name)),
  );
  const missing = pipeline.nodes.filter(
    ({ id, kind, condition }) => condition === null && !invisible.has(kind) && !evidence.histories.has(id),
  );
  if (ran.length === 0 && missing.length === 0) return [];
  const newestRun = `newest ${formatAge(newest.startedAt, now)}`;
  const neverRan = `${list(missing.map(({ id }) => id))} ${missing.length === 1 ? "has" : "have"} never run`;
  const sentences = [
    ...(ran.length > 0
      ? [
          `The last ${formatCount(last.length, "run")} (${newestRun}) ran ${list(ran.map(([name]) => name))}, which the definition lacks.`,
        ]
      : []),
    ...(missing.length > 0 ? [ran.length > 0 ? `${neverRan}.` : `${neverRan} (${newestRun}).`] : []),
  ];
  const rows = ran.map(([, executions]) => executions.at(-1) ?? -1).filter((row) => row >= 0);
  return [finding(input, sentences.join(" "), missing, evidence.trace, rows)];
};

/** The trace's pipeline has the definition's name; sessions of a notebook have none of their own. */
function isOfName({ trace, histories }: Evidence, { name }: PipelineDefinition): boolean {
  const [first] = histories.values();
  const pipeline = trace.executions.pipeline[first?.executions[0] ?? -1] ?? -1;
  return name !== null && name !== "interactive" && trace.pipelines[pipeline]?.name === name;
}

/** All steps finished, and it was not a run of a few steps alone. */
function isWhole({ executions: { state } }: Trace, { nodes }: RecentRun, ids: ReadonlySet<string>): boolean {
  let known = 0;
  for (const [name, rows] of nodes) {
    if (!finished.has(state[rows.at(-1) ?? -1] ?? 0)) return false;
    if (ids.has(name)) known++;
  }
  return known > 0 && known * 2 >= ids.size;
}

const isVisible = ({ executions: { kind } }: Trace, row: number | undefined): boolean =>
  !invisible.has(operatorKinds[kind[row ?? -1] ?? 0] ?? "other");

const list = (names: readonly string[]): string =>
  names.length > named ? `${names.slice(0, named).join(", ")} and ${names.length - named} more` : names.join(", ");

function finding(
  { pipeline }: WasteInput,
  message: string,
  missing: PipelineDefinition["nodes"],
  trace: Trace,
  rows: readonly number[],
): Finding {
  return {
    code: "drift-from-trace",
    node: null,
    subject: null,
    location: pipeline.nameLocation ?? firstLine(pipeline.location),
    message,
    unnecessary: false,
    related: missing.slice(0, named).map((node) => ({
      location: { uri: node.location.uri, range: node.nameRange },
      message: `${node.id} is in none of the runs.`,
    })),
    ...executionEvidence(trace, rows, () => "Its node is not in the definition."),
    seconds: Number.NaN,
  };
}

/** A place that goes over several lines, as the point where it begins. */
const firstLine = ({ uri, range: { start, end } }: Location): Location => ({
  uri,
  range: { start, end: end.line === start.line ? end : start },
});
