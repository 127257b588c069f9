import { graphletsOf } from "../../../../server/src/graphlets/graphletsOf.ts";
import { cutColumns } from "../../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../../server/src/model/cancel.ts";
import type { Graphlets } from "../../../../server/src/model/graphlet.ts";
import { type IntColumn, intAt } from "../../../../server/src/model/intColumn.ts";
import { timeAt } from "../../../../server/src/model/times.ts";
import { type EdgeRows, idAt, type Trace, textOrNull } from "../../../../server/src/model/trace.ts";
import { runNames } from "../../../generate/runColumns.ts";

/** All that a trace says, and its graphlets cut anew, whatever the numbers of its texts: what was read bit by bit has them in another order. */
export const plainTrace = (trace: Trace) => plainCut(trace, graphletsOf(trace, cutColumns(trace, neverCancelled)));

export function plainCut(trace: Trace, { list, owner, status, abandoned, previous }: Graphlets) {
  const { executions, artifacts, strings } = trace;
  const text = (column: IntColumn, row: number) => textOrNull(strings, intAt(column, row));
  const rows = (count: number) => Array.from({ length: count }, (_, row) => row);
  const edges = ({ offsets, target, key }: EdgeRows) => ({
    offsets: [...offsets],
    target: [...target],
    key: Array.from(key, (one) => textOrNull(strings, one)),
  });
  return {
    source: trace.source,
    counts: trace.counts,
    pipelines: trace.pipelines,
    runs: runNames(trace).map((name, run) => ({ name, pipeline: trace.runs.pipeline[run] })),
    executions: rows(executions.count).map((row) => ({
      id: idAt(executions.id, row),
      texts: (["type", "node", "storedPipeline", "code", "parameters"] as const).map((name) =>
        text(executions[name], row),
      ),
      numbers: (["kind", "kindGuessed", "state", "pipeline", "run", "startedAt", "updatedAt", "cost"] as const).map(
        (name) => executions[name][row],
      ),
    })),
    artifacts: rows(artifacts.count).map((row) => ({
      id: idAt(artifacts.id, row),
      texts: (["type", "uri", "name", "content", "span"] as const).map((name) => text(artifacts[name], row)),
      numbers: [
        artifacts.kind[row],
        timeAt(artifacts.createdAt, row),
        intAt(artifacts.blessed, row),
        intAt(artifacts.pushed, row),
      ],
    })),
    edges: [trace.reads, trace.writes, trace.readers, trace.writers].map(edges),
    graphlets: list.map((one) => ({
      trainer: one.trainer,
      rows: [one.executions, one.up, one.down, one.parents, one.evidence].map((column) => [...column]),
      said: [one.status, one.whyNotPushed, one.pushed, one.blessed, one.batchUse, one.redundant, one.sameCode],
      figures: [one.costSeconds, one.ownCostSeconds, one.wastedSeconds, one.unknownCosts, one.dataJaccard],
      spans: one.inputSpans,
      sameParameters: one.sameParameters,
    })),
    judged: [owner, status, abandoned, previous].map((column) => [...column]),
  };
}
