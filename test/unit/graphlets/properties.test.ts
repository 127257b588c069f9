import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutColumns, cutGraphlets } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import { executionStatuses } from "../../../server/src/model/graphlet.ts";
import type { Ints } from "../../../server/src/model/intColumn.ts";
import { operatorKinds, stateCode } from "../../../server/src/model/kinds.ts";
import type { EdgeRows, Trace } from "../../../server/src/model/trace.ts";
import { buildTrace, run } from "../../generate/traceBuilder.ts";
import { plain } from "./plain.ts";
import { randomSteps } from "./randomTrace.ts";
import { referenceParts } from "./reference.ts";

const randomTrace = randomSteps.map((steps) => buildTrace(...steps).trace);
const runs = { numRuns: 400 };
const cut = (trace: Trace) => plain(cutGraphlets(trace, neverCancelled));
const ascending = (rows: Iterable<number>): number[] => [...rows].sort((a, b) => a - b);

describe("of any trace", () => {
  test("the members are those of the rules", () => {
    fc.assert(
      fc.property(randomTrace, (trace) => {
        for (const graphlet of cut(trace).list) {
          const { up, down, side, parents } = referenceParts(trace, graphlet.trainer);
          expect(graphlet.up).toEqual(ascending(up));
          expect(graphlet.down).toEqual(ascending(down));
          expect(graphlet.executions).toEqual(ascending(new Set([...up, ...down, ...side])));
          expect(graphlet.parents).toEqual(ascending(parents));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("own costs sum to no more than the trace's, and waste to no more than own costs", () => {
    fc.assert(
      fc.property(randomTrace, (trace) => {
        const { list } = cut(trace);
        const known = trace.executions.cost.filter(Number.isFinite);
        const own = list.reduce((sum, graphlet) => sum + graphlet.ownCostSeconds, 0);
        expect(own).toBeLessThanOrEqual(known.reduce((sum, cost) => sum + cost, 0));
        for (const graphlet of list) {
          expect(graphlet.wastedSeconds).toBeLessThanOrEqual(graphlet.ownCostSeconds);
          expect(graphlet.ownCostSeconds).toBeLessThanOrEqual(graphlet.costSeconds);
        }
      }),
      runs,
    );
  });

  test("every train execution has a graphlet of its own, except cached ones", () => {
    fc.assert(
      fc.property(randomTrace, (trace) => {
        const { kind, state } = trace.executions;
        const trained = Array.from(kind.keys()).filter(
          (row) => operatorKinds[kind[row] ?? 0] === "train" && state[row] !== stateCode.cached,
        );
        expect(ascending(cut(trace).list.map((graphlet) => graphlet.trainer))).toEqual(trained);
      }),
      runs,
    );
  });

  test("graphlets stand in order of train start, then id, and the owner is the first that holds an execution", () => {
    fc.assert(
      fc.property(randomTrace, (trace) => {
        const { list, owner } = cut(trace);
        const start = (row: number): number => {
          const at = trace.executions.startedAt[row] ?? Number.NaN;
          return Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at;
        };
        const trainers = list.map((graphlet) => graphlet.trainer);
        const sorted = trainers.toSorted((a, b) => (start(a) === start(b) ? a - b : start(a) < start(b) ? -1 : 1));
        expect(trainers).toEqual(sorted);
        for (const [row, index] of owner.entries()) {
          expect(index).toBe(list.findIndex((graphlet) => graphlet.executions.includes(row)));
        }
      }),
      runs,
    );
  });

  test("an execution is as well off as the best graphlet that holds it", () => {
    fc.assert(
      fc.property(randomTrace, (trace) => {
        const { list, status } = cut(trace);
        for (const [row, code] of status.entries()) {
          const held = list.filter((graphlet) => graphlet.executions.includes(row)).map((graphlet) => graphlet.status);
          const best = held.some((one) => one === "pushed" || one === "useful")
            ? "useful"
            : (["pending", "wasted"] as const).find((one) => held.includes(one));
          expect(executionStatuses[code]).toBe(best ?? "unattributed");
        }
      }),
      runs,
    );
  });

  test("parents of a deployed or useful graphlet are deployed or useful", () => {
    fc.assert(
      fc.property(randomTrace, (trace) => {
        const { list } = cut(trace);
        const isUseful = (status: string): boolean => status === "pushed" || status === "useful";
        const useful = list.filter((graphlet) => isUseful(graphlet.status));
        const parents = useful.flatMap((graphlet) => graphlet.parents);
        const lost = list.filter((graphlet) => parents.includes(graphlet.trainer) && !isUseful(graphlet.status));
        expect(lost).toEqual([]);
      }),
      runs,
    );
  });

  test("the order in which events were stored changes nothing", () => {
    fc.assert(
      fc.property(randomTrace, fc.infiniteStream(fc.nat()), (trace, order) => {
        expect(cut(shuffled(trace, order))).toEqual(cut(trace));
      }),
      runs,
    );
  });
});

test("work grows with the members of the graphlets, not with what else reads what they share", () => {
  expect(visitsOf(800) / visitsOf(400)).toBeLessThan(2.05);
});

/** Edges that are looked at to cut a trace of so many models, all trained with one schema and one shared span. */
function visitsOf(models: number): number {
  const { trace } = buildTrace(
    run("import", "Importer", { writes: { schema: "c" } }),
    run("gen", "CsvExampleGen", { writes: { examples: "e" } }),
    ...Array.from({ length: models }, (_, i) => [
      run(`gen ${i}`, "CsvExampleGen", { writes: { examples: `e${i}` } }),
      run(`stats ${i}`, "StatisticsGen", {
        reads: { examples: `e${i}`, schema: "c" },
        writes: { statistics: `s${i}` },
      }),
      run(`validate ${i}`, "ExampleValidator", { reads: { statistics: `s${i}`, schema: "c" } }),
      run(`train ${i}`, "Trainer", {
        reads: { examples: ["e", `e${i}`], schema: "c", base_model: i === 0 ? [] : `m${i - 1}` },
        writes: { model: `m${i}` },
      }),
      run(`evaluate ${i}`, "Evaluator", {
        reads: { model: `m${i}`, baseline_model: "m0" },
        writes: { blessing: `b${i}` },
      }),
    ]).flat(),
  );
  let visits = 0;
  const counted = (rows: EdgeRows): EdgeRows => ({
    ...rows,
    target: new Proxy(rows.target, {
      get: (target, index) => {
        visits++;
        return Reflect.get(target, index);
      },
    }),
  });
  const { reads, writes, readers, writers } = trace;
  const watched = {
    reads: counted(reads),
    writes: counted(writes),
    readers: counted(readers),
    writers: counted(writers),
  };
  cutColumns({ ...trace, ...watched }, neverCancelled);
  return visits;
}

/** The same trace, the edges of each row in another order. */
function shuffled(trace: Trace, order: Iterator<number>): Trace {
  const shuffle = (rows: EdgeRows): EdgeRows => {
    const edges = Array.from(rows.target.keys(), (edge) => ({ edge, place: order.next().value ?? 0 }));
    const sorted = Array.from(rows.offsets.subarray(0, -1), (start, row) =>
      edges.slice(start, rows.offsets[row + 1]).sort((a, b) => a.place - b.place),
    ).flat();
    const column = (values: Ints) => Int32Array.from(sorted, ({ edge }) => values[edge] ?? 0);
    return { offsets: rows.offsets, target: column(rows.target), key: column(rows.key) };
  };
  const { reads, writes, readers, writers } = trace;
  return {
    ...trace,
    reads: shuffle(reads),
    writes: shuffle(writes),
    readers: shuffle(readers),
    writers: shuffle(writers),
  };
}
