import { formatCost } from "../../model/cost.ts";
import type { Finding } from "../../model/finding.ts";
import { formatPercent } from "../../model/format.ts";
import { artifactCode } from "../../model/kinds.ts";
import { targetsOf } from "../../model/rows.ts";
import type { Trace } from "../../model/trace.ts";
import { executionEvidence } from "../executionEvidence.ts";
import { artifactIdentity, codeIdentity } from "../identity.ts";
import { completeOnly, recentExecutions } from "../recentExecutions.ts";
import type { Rule } from "../rule.ts";

/** A run that computed spans anew which the run before had computed. */
interface Overlap {
  readonly row: number;
  /** Part of its spans. */
  readonly share: number;
}

/**
 * `overlapping-windows`: of the last `overlappingWindows.window` pairs of consecutive complete executions of an analyze or preprocess
 * node, in at least `overlappingWindows.minimum` the later one read spans (data artifacts) of which `overlappingWindows.percent` or more
 * were among those of the earlier one, with the same code and parameters. Runs on exactly the same spans are `repeated-work`. Silent
 * where the newest of them read an analyzer cache. The cost is an estimate: each run's cost times the share. Needs a trace.
 */
export const overlappingWindows: Rule = ({ pipeline, evidence, settings }) => {
  if (!evidence) return [];
  const { trace, histories } = evidence;
  const { window, minimum, percent } = settings.overlappingWindows;
  const findings: Finding[] = [];
  for (const node of pipeline.nodes) {
    if (node.kind !== "analyze" && node.kind !== "preprocess") continue;
    const history = histories.get(node.id);
    if (!history) continue;
    const complete = recentExecutions(trace, history, window + 1, completeOnly);
    const newest = complete.at(-1);
    if (newest === undefined || usesCache(trace, newest)) continue;
    const overlaps = overlapsOf(trace, complete, percent / 100);
    if (overlaps.length < minimum) continue;
    const share = overlaps.reduce((sum, overlap) => sum + overlap.share, 0) / overlaps.length;
    const seconds = recomputed(trace, overlaps);
    const cost = formatCost(seconds, settings);
    findings.push({
      code: "overlapping-windows",
      node,
      subject: null,
      location: { uri: node.location.uri, range: node.nameRange },
      message: `${overlaps.length} of the last ${complete.length - 1} runs shared ${formatPercent(share)} of their spans with the run before and computed them again${cost === "" ? "" : `: about ${cost}`}.`,
      unnecessary: false,
      related: [],
      ...executionEvidence(
        trace,
        overlaps.map(({ row }) => row),
        (row) => {
          const part = overlaps.find((overlap) => overlap.row === row)?.share ?? Number.NaN;
          return `${formatPercent(part)} of its spans were those of the run before.`;
        },
      ),
      seconds,
    });
  }
  return findings;
};

function overlapsOf(trace: Trace, rows: readonly number[], least: number): readonly Overlap[] {
  const spans = rows.map((row) => spansOf(trace, row));
  const code = rows.map((row) => codeIdentity(trace, row));
  return rows.flatMap((row, at) => {
    const now = spans[at];
    const before = spans[at - 1];
    if (!now || !before || code[at] === null || code[at] !== code[at - 1] || usesCache(trace, row)) return [];
    const common = [...now].filter((span) => before.has(span)).length;
    if (common === 0 || (common === now.size && now.size === before.size)) return [];
    const share = common / now.size;
    return share >= least ? [{ row, share }] : [];
  });
}

/** What an execution read of data. */
const spansOf = (trace: Trace, row: number): ReadonlySet<number> =>
  new Set(
    [...targetsOf(trace.reads, row)]
      .filter((artifact) => trace.artifacts.kind[artifact] === artifactCode.data)
      .map((artifact) => artifactIdentity(trace, artifact)),
  );

const usesCache = (trace: Trace, row: number): boolean =>
  targetsOf(trace.reads, row).some((artifact) => trace.artifacts.kind[artifact] === artifactCode.cache);

/** What the shared spans cost, as if each span cost the same; NaN where no cost is known. */
function recomputed({ executions: { cost } }: Trace, overlaps: readonly Overlap[]): number {
  const known = overlaps.filter(({ row }) => Number.isFinite(cost[row]));
  return known.length === 0
    ? Number.NaN
    : known.reduce((sum, { row, share }) => sum + (cost[row] as number) * share, 0);
}
