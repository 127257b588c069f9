import fc from "fast-check";
import { executionStates } from "../../../server/src/model/kinds.ts";
import type { Trace } from "../../../server/src/model/trace.ts";
import { artifact, buildTrace, run, type Step } from "../../generate/traceBuilder.ts";

const kinds = [
  ...(["ingest", "ingest", "analyze", "analyze", "preprocess", "train", "train", "train"] as const),
  ...(["evaluate", "evaluate", "validate", "deploy", "deploy", "infer", "tune", "resolve", "other"] as const),
];
const writtenBy: Readonly<Record<string, string>> = {
  ingest: "Examples",
  analyze: "ExampleStatistics",
  train: "Model",
  evaluate: "ModelBlessing",
  deploy: "PushedModel",
};

const part = fc.record({
  kind: fc.constantFrom(...kinds),
  node: fc.constantFrom("a", "b"),
  state: fc.oneof(
    { weight: 6, arbitrary: fc.constant("complete" as const) },
    { weight: 1, arbitrary: fc.constantFrom(...executionStates) },
  ),
  start: fc.integer({ min: 0, max: 300 }),
  seconds: fc.integer({ min: 0, max: 1500 }),
  /** Places among the artifacts that are there when it begins, the newest first. */
  reads: fc.array(fc.nat({ max: 7 }), { maxLength: 3 }),
  code: fc.constantFrom("c1", "c2", null),
  parameters: fc.constantFrom("p1", "p2", null),
  content: fc.constantFrom("one", "two", "three", undefined),
  yes: fc.constantFrom<0 | 1>(0, 1),
});

/** Traces of any shape in which, as in the world, nothing is read before it is written. */
export const causalTraces: fc.Arbitrary<Trace> = fc.array(part, { minLength: 4, maxLength: 40 }).map((parts) => {
  const ordered = parts.toSorted((a, b) => a.start - b.start);
  const made: { readonly name: string; readonly at: number }[] = [];
  const steps: Step[] = [];
  for (const [
    index,
    { kind, node, state, start, seconds, reads, code, parameters, content, yes },
  ] of ordered.entries()) {
    const there = made.filter(({ at }) => at < start * 60).reverse();
    const names = [...new Set(reads.flatMap((place) => there[place]?.name ?? []))];
    const name = `artifact ${index}`;
    steps.push(
      run(`run ${index}`, kind, {
        ...{ kind, node, state, start, seconds, code, parameters },
        reads: Object.fromEntries(names.map((read, key) => [`in${key}`, read])),
        writes: { out: name },
      }),
      artifact(name, writtenBy[kind] ?? "Odd", {
        ...(kind === "ingest" && content !== undefined && { content }),
        ...(kind === "evaluate" && { blessed: yes }),
        ...(kind === "deploy" && { pushed: yes }),
      }),
    );
    if (state === "complete" || state === "failed" || state === "canceled")
      made.push({ name, at: start * 60 + seconds });
  }
  return buildTrace(...steps).trace;
});
