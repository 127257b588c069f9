import {
  lifespanDays,
  meanJaccard,
  modelCount,
  modelsADay,
  type PipelineFigures,
  pushRate,
  totalSeconds,
  wasteShare,
} from "../../fleet/figures.ts";
import { fleetFigures, type Spread } from "../../fleet/fleetFigures.ts";
import { isoTime } from "../jsonNumbers.ts";

/** A fleet as `graphlet fleet --format json` prints it: `docs/fleet.md` says what each figure is. Numbers with up to 6 decimals. */
export function fleetJson(rows: readonly PipelineFigures[], problems: readonly string[]) {
  const fleet = fleetFigures(rows);
  return rounded({
    fleet: {
      ...fleet,
      costSeconds: fleet.seconds.useful + fleet.seconds.pending + fleet.seconds.wasted + fleet.seconds.unattributed,
      similarity: withMean(fleet.similarity),
      spread: fleet.spread satisfies Readonly<Record<string, Spread | null>>,
    },
    pipelines: rows.map((row) => ({
      ...row,
      firstStartedAt: row.firstStartedAt === null ? null : isoTime(row.firstStartedAt),
      lastStartedAt: row.lastStartedAt === null ? null : isoTime(row.lastStartedAt),
      lifespanDays: lifespanDays(row),
      graphlets: modelCount(row),
      modelsADay: modelsADay(row),
      pushRate: pushRate(row),
      costSeconds: totalSeconds(row),
      wasteShare: wasteShare(row),
      similarity: { ...row.similarity, meanJaccard: meanJaccard(row) },
    })),
    problems,
  });
}

const withMean = (similarity: PipelineFigures["similarity"]) => ({
  ...similarity,
  meanJaccard: similarity.pairs === 0 ? null : similarity.jaccard / similarity.pairs,
});

/** The same with numbers that a person can read. */
function rounded(value: unknown): unknown {
  if (typeof value === "number") return Math.round(value * 1e6) / 1e6;
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]));
}
