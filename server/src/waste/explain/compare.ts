import { spanText } from "../../graphlets/spans.ts";
import type {
  GraphletComparison,
  MetricDifference,
  RowDifference,
  Span,
  SpanDifference,
} from "../../model/comparison.ts";
import type { PropertiesOf } from "../../model/explanation.ts";
import type { Graphlet, Graphlets } from "../../model/graphlet.ts";
import { type Ints, intAt } from "../../model/intColumn.ts";
import { artifactCode, operatorCode } from "../../model/kinds.ts";
import { targetsOf } from "../../model/rows.ts";
import type { Trace } from "../../model/trace.ts";
import { compareNodes } from "./compareNodes.ts";
import { metricsOf } from "./recorded.ts";

/**
 * What differs between two graphlets, as a rule of one pipeline: `before` and `after` are indexes into `graphlets.list`. Null where
 * there is no such graphlet. Linear in the members and spans of both.
 */
export function compareGraphlets(
  trace: Trace,
  graphlets: Graphlets,
  before: number,
  after: number,
  propertiesOf: PropertiesOf,
): GraphletComparison | null {
  const old = graphlets.list[before];
  const now = graphlets.list[after];
  if (!old || !now) return null;
  const { code, parameters } = trace.executions;
  const same = (column: Ints): boolean | null => {
    const a = column[old.trainer] ?? -1;
    const b = column[now.trainer] ?? -1;
    return a < 0 || b < 0 ? null : a === b;
  };
  const spans = compareSpans(spansOf(trace, old), spansOf(trace, now));
  const parents = compareRows(old.parents, now.parents);
  const inputs = [
    spans.jaccard === null ? null : spans.jaccard === 1,
    same(code),
    same(parameters),
    parents.added.length + parents.removed.length === 0,
  ];
  const ended = old.status !== "pending" && now.status !== "pending";
  return {
    before,
    after,
    spans,
    sameCode: same(code),
    sameParameters: same(parameters),
    parents,
    nodes: compareNodes(trace, graphlets, old, now),
    metrics: compareMetrics(figuresOf(trace, old, propertiesOf), figuresOf(trace, now, propertiesOf)),
    costSeconds: { before: old.costSeconds, after: now.costSeconds },
    status: { before: old.status, after: now.status },
    sameInputs: inputs.includes(false) ? false : inputs.includes(null) ? null : true,
    otherOutcome: ended && old.status !== now.status,
  };
}

/** The data that the ingest members of Up wrote, by identity, sorted; each once. */
function spansOf(trace: Trace, { up }: Graphlet): readonly Span[] {
  const { artifacts, executions, writes } = trace;
  const spans = new Map<string, number>();
  for (const row of up) {
    if (executions.kind[row] !== operatorCode.ingest) continue;
    for (const artifact of targetsOf(writes, row)) {
      if (artifacts.kind[artifact] !== artifactCode.data) continue;
      const content = intAt(artifacts.content, artifact);
      const identity = spanText(trace, content >= 0 ? content : -1 - artifact);
      if (!spans.has(identity)) spans.set(identity, artifact);
    }
  }
  return [...spans].map(([identity, artifact]) => ({ identity, artifact })).sort((a, b) => a.artifact - b.artifact);
}

function compareSpans(old: readonly Span[], now: readonly Span[]): SpanDifference {
  const before = new Set(old.map(({ identity }) => identity));
  const after = new Set(now.map(({ identity }) => identity));
  const shared = now.filter(({ identity }) => before.has(identity));
  const either = before.size + after.size - shared.length;
  return {
    added: now.filter(({ identity }) => !before.has(identity)),
    removed: old.filter(({ identity }) => !after.has(identity)),
    shared,
    jaccard: either === 0 ? null : shared.length / either,
  };
}

function compareRows(old: Int32Array, now: Int32Array): RowDifference {
  const before = new Set(old);
  const after = new Set(now);
  return {
    added: [...after].filter((row) => !before.has(row)),
    removed: [...before].filter((row) => !after.has(row)),
    shared: [...after].filter((row) => before.has(row)),
  };
}

/** Figures of the evaluations among the written artifacts of Down; of several of one name the last. */
function figuresOf(trace: Trace, { down }: Graphlet, propertiesOf: PropertiesOf): ReadonlyMap<string, number> {
  const figures = new Map<string, number>();
  for (const row of down) {
    for (const artifact of targetsOf(trace.writes, row)) {
      if (trace.artifacts.kind[artifact] !== artifactCode.evaluation) continue;
      for (const { name, value } of metricsOf(propertiesOf("artifact", artifact))) figures.set(name, value);
    }
  }
  return figures;
}

function compareMetrics(
  old: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): readonly MetricDifference[] {
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .map((name) => ({ name, before: old.get(name) ?? null, after: now.get(name) ?? null }));
}
