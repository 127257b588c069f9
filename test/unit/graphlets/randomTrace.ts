import fc from "fast-check";
import { executionStates, operatorKinds } from "../../../server/src/model/kinds.ts";
import { artifact, type ExecutionSpec, run, type Step } from "../../generate/traceBuilder.ts";

/** Types and kinds that the rules ask about most stand more than once: they come up more often. */
const artifactTypes = [
  ...["Examples", "Examples", "Examples", "ExampleStatistics", "ExampleStatistics", "Model", "Model"],
  ...["Schema", "TransformGraph", "HyperParameters", "ModelBlessing", "PushedModel", "Odd"],
];
const kinds = fc.constantFrom(
  ...(["train", "train", "train", "train", "analyze", "analyze", "analyze", "analyze", "analyze", "ingest"] as const),
  ...operatorKinds,
);

const states = fc.oneof(
  { weight: 5, arbitrary: fc.constant("complete" as const) },
  { weight: 1, arbitrary: fc.constantFrom(...executionStates) },
);

const keys = fc.constantFrom("a", "b", "a", "b", "a", "b", "base_model", "baseline_model", "analyzer_cache");

interface Part {
  readonly spec: ExecutionSpec;
  readonly reads: readonly (readonly [string, number])[];
  readonly writes: readonly (readonly [string, number])[];
}

const part = (artifacts: number): fc.Arbitrary<Part> => {
  const edge = fc.tuple(keys, fc.nat({ max: artifacts - 1 }));
  return fc.record({
    spec: fc.record(
      {
        kind: kinds,
        state: states,
        node: fc.constantFrom("a", "b", "c"),
        start: fc.oneof(fc.integer({ min: 0, max: 4000 }), fc.constant(null)),
        seconds: fc.integer({ min: 0, max: 5000 }),
        pipeline: fc.constantFrom("p", "q", null),
        code: fc.constantFrom("c1", "c2", null),
        parameters: fc.constantFrom("p1", "p2", null),
      },
      { requiredKeys: ["kind", "state", "node"] },
    ) as fc.Arbitrary<ExecutionSpec>,
    reads: fc.array(edge, { maxLength: 4 }),
    writes: fc.array(edge, { maxLength: 3 }),
  });
};

const channels = (edges: readonly (readonly [string, number])[]): Record<string, string[]> => {
  const found: Record<string, string[]> = {};
  for (const [key, index] of edges) {
    found[key] ??= [];
    found[key].push(`artifact ${index}`);
  }
  return found;
};

/** Traces of any shape, loops and several makers of one artifact included. */
export const randomSteps: fc.Arbitrary<readonly Step[]> = fc.integer({ min: 1, max: 9 }).chain((artifacts) =>
  fc
    .record({
      types: fc.array(
        fc.record({
          type: fc.constantFrom(...artifactTypes),
          blessed: fc.constantFrom(0, 1, undefined),
          pushed: fc.constantFrom(0, 1, undefined),
          content: fc.constantFrom("one", "two", undefined),
        }),
        { minLength: artifacts, maxLength: artifacts },
      ),
      parts: fc.array(part(artifacts), { minLength: 1, maxLength: 18 }),
    })
    .map(({ types, parts }) => [
      ...types.map(({ type, blessed, pushed, content }, index) =>
        artifact(`artifact ${index}`, type, {
          ...(type === "ModelBlessing" && blessed !== undefined && { blessed: blessed as 0 | 1 }),
          ...(type === "PushedModel" && pushed !== undefined && { pushed: pushed as 0 | 1 }),
          ...(content !== undefined && { content }),
        }),
      ),
      ...parts.map(({ spec, reads, writes }, index) =>
        run(`run ${index}`, "Odd", { ...spec, reads: channels(reads), writes: channels(writes) }),
      ),
    ]),
);
