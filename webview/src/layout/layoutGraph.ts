import type { ElkEngine } from "./elkEngine.ts";
import { fromElk, seedsFor, toElk } from "./elkGraph.ts";
import type { LayoutInput, Placement } from "./placement.ts";
import { type Prepared, prepare } from "./prepared.ts";
import { effort } from "./quality.ts";
import type { QuickEngine } from "./quickEngine.ts";
import { inRows } from "./rowBands.ts";
import { nextTurn } from "./sliced.ts";

/** Largest graph that goes to ELK; beyond, its seconds are not worth its picture. */
export const elkLimit = 1_000;

/** Milliseconds that ELK has before the quick layout is shown in its place: where the picture before still stands, and where none does. */
const graces = { later: 400, first: 100 } as const;

/** Nodes for which ELK needs longer than that for sure: then the quick layout is drawn at once. */
const slowForElk = 30;

function graceFor(input: LayoutInput): number {
  if (input.was) return graces.later;
  return input.width.length > slowForElk ? 0 : graces.first;
}

/** Milliseconds after which ELK is ended and the quick layout stays. */
export const defaultDeadline = 10_000;

export interface Layout {
  readonly picture: Prepared;
  readonly engine: "elk" | "quick";
  /** How long its engine took, in milliseconds. */
  readonly took: number;
  /** A better one is on its way. */
  readonly provisional: boolean;
  /** Why the quick layout stays, where ELK was meant to draw. */
  readonly reason: "large" | "deadline" | "failed" | "cancelled" | null;
}

export interface LayoutRun {
  /** Ends with the last layout drawn; rejects only with the reason of `signal`. */
  readonly done: Promise<void>;
  /** Ends ELK and keeps the quick layout. */
  cancel(): void;
}

/**
 * Lays out a graph: ELK up to {@link elkLimit} nodes, unless it is broken into rows. The quick layout comes first when ELK is not done after
 * a moment, and stays when ELK fails, misses `deadline` or is cancelled. `show` is called once or twice.
 */
export function layoutGraph(
  input: LayoutInput,
  engines: { readonly elk: ElkEngine; readonly quick: QuickEngine },
  deadline: number,
  signal: AbortSignal,
  show: (layout: Layout) => void,
): LayoutRun {
  const began = performance.now();
  const stopElk = new AbortController();
  let why: Layout["reason"] = input.width.length > elkLimit ? "large" : null;

  const quick = async (provisional: boolean): Promise<Layout> => {
    const picture = await engines.quick.layout({ ...input, isProvisional: provisional }, signal);
    return { picture, engine: "quick", took: performance.now() - began, provisional, reason: why };
  };
  const run = async (): Promise<void> => {
    // Rows are for the quick layout: ELK needs four times as long for them, and leaves them as broad as they were.
    if (why || inRows(input).isBroken) {
      show(await quick(false));
      return;
    }
    const grace = graceFor(input);
    let shown: Layout | null = null;
    if (grace === 0) {
      // ELK starts after it is painted: it would take the processor from it.
      shown = await quick(true);
      show(shown);
      await painted();
      signal.throwIfAborted();
    }
    const elkBegan = performance.now();
    let settled = false;
    const elk = bestOfElk(input, engines.elk, AbortSignal.any([signal, stopElk.signal]))
      .catch(() => null)
      .finally(() => {
        settled = true;
      });
    const timer = setTimeout(() => {
      why = "deadline";
      stopElk.abort();
    }, deadline);
    try {
      if (!shown) await Promise.race([elk, wait(grace)]);
      if (!settled && !shown) {
        const made = await quick(true);
        if (!settled) show(made);
        shown = made;
      }
      const placement = await elk;
      signal.throwIfAborted();
      if (placement) {
        show({
          picture: prepare(placement),
          engine: "elk",
          took: performance.now() - elkBegan,
          provisional: false,
          reason: null,
        });
      } else {
        why ??= "failed";
        show(shown ? { ...shown, provisional: false, reason: why } : await quick(false));
      }
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    done: run(),
    cancel: () => {
      why ??= "cancelled";
      stopElk.abort();
    },
  };
}

/** The layout that is easiest to read among those that ELK makes with different seeds; null where it makes none. */
async function bestOfElk(input: LayoutInput, engine: ElkEngine, signal: AbortSignal): Promise<Placement | null> {
  const seeds = seedsFor(input);
  let best: Placement | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const seed of seeds) {
    const placement = fromElk(input, await engine.layout(toElk(input, seed), signal));
    if (!placement || seeds.length === 1) return placement;
    const cost = effort(placement);
    if (cost < least) {
      least = cost;
      best = placement;
    }
  }
  return best;
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Ends when the page has painted what was drawn; soon, too, where it is not seen and paints nothing. */
const painted = (): Promise<void> =>
  Promise.race([new Promise<number>(requestAnimationFrame).then(nextTurn), wait(unseen)]);
const unseen = 200;
