import type { RunPlan } from "./history.ts";
import { Random } from "./random.ts";

/** How often things happen, as shares of all runs. */
export interface Rates {
  readonly seed: number;
  /** Milliseconds since the epoch of the first run, and hours from one to the next. */
  readonly start: number;
  readonly hours: number;
  readonly newData: number;
  readonly newCode: number;
  readonly newParameters: number;
  readonly blessed: number;
  readonly drifted: number;
  readonly fails: number;
  readonly stalls: number;
  /** Nodes that fail or stall, one of them each time. */
  readonly fragile: readonly string[];
}

export const usualRates: Rates = {
  seed: 1,
  start: Date.UTC(2026, 2, 1, 6),
  hours: 24,
  newData: 0.8,
  newCode: 0.15,
  newParameters: 0.1,
  blessed: 0.5,
  drifted: 0.2,
  fails: 0.12,
  stalls: 0.03,
  fragile: ["CsvExampleGen", "Transform", "Trainer", "Evaluator", "Pusher"],
};

/** Runs without end, one after the other. */
export function* runPlans(rates: Rates): Generator<RunPlan> {
  const random = new Random(rates.seed);
  let at = rates.start;
  let code = 1;
  let parameters = 1;
  const one = (): string | null => rates.fragile[random.below(rates.fragile.length)] ?? null;
  for (;;) {
    if (random.chance(rates.newCode)) code++;
    if (random.chance(rates.newParameters)) parameters++;
    const fails = random.chance(rates.fails);
    yield {
      at,
      newData: random.chance(rates.newData),
      code,
      parameters,
      blessed: random.chance(rates.blessed),
      drifted: random.chance(rates.drifted),
      fails: fails ? one() : null,
      stalls: !fails && random.chance(rates.stalls) ? one() : null,
    };
    at += Math.round(random.around(rates.hours, 0.2) * 3_600_000);
  }
}
