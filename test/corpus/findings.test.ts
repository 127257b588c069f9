import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { inspectJson } from "../../server/src/cli/inspectJson.ts";
import { cutGraphlets } from "../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../server/src/model/cancel.ts";
import type { FindingCode } from "../../server/src/model/finding.ts";
import type { Graphlets } from "../../server/src/model/graphlet.ts";
import { stateCode } from "../../server/src/model/kinds.ts";
import { rowOf, type Trace } from "../../server/src/model/trace.ts";
import { findWaste } from "../../server/src/waste/index.ts";
import type { WasteInput } from "../../server/src/waste/rule.ts";
import { looksLikeTrace, readTrace } from "../../server/src/workspace/openTrace.ts";
import { wasteInputsOf } from "../generate/definitionOfTrace.ts";
import { wasteFigures } from "../unit/waste/figures.ts";

/** Real files of public projects; they are no part of this one. */
const corpus = join(import.meta.dirname, "../../../shared/corpus");
const options = { operatorKinds: {}, costProperty: "" };
const control = { token: neverCancelled, onProgress: () => {} };
const files = existsSync(corpus) ? globSync("**", { cwd: corpus }).sort() : [];
const read = await Promise.all(files.map(async (file) => [file, await traceIn(join(corpus, file))] as const));
const traces = read.flatMap(([file, trace]) => (trace ? [[file, trace] as const] : []));

/** The trace that a file or folder is; null where it is none. */
async function traceIn(path: string): Promise<Trace | null> {
  if (!(await looksLikeTrace(path))) return null;
  const result = await readTrace(path, options, control);
  return result.ok ? result.value : null;
}

const failing = (_: FindingCode, error: unknown): never => {
  throw error;
};

test("there are traces to judge, of several kinds", () => {
  expect(traces.length).toBeGreaterThan(100);
  expect(new Set(traces.map(([, trace]) => trace.source.kind)).size).toBeGreaterThan(3);
});

describe.each(traces)("of %s", (_, trace) => {
  let graphlets: Graphlets;
  let inputs: readonly WasteInput[];

  beforeAll(() => {
    graphlets = cutGraphlets(trace, neverCancelled);
    inputs = wasteInputsOf(trace, graphlets);
  });

  test("no rule throws, and each finding stands on executions of its node", () => {
    for (const input of inputs) {
      for (const finding of findWaste(input, failing)) {
        const history = finding.node && input.evidence?.histories.get(finding.node.id);
        for (const id of finding.executions) {
          const row = rowOf(trace.executions.id, id);
          expect(history?.executions, `${finding.code} ${finding.node?.id} ${id}`).toContain(row);
          if (finding.code === "failing-node") expect(trace.executions.state[row]).toBe(stateCode.failed);
        }
      }
    }
  });

  test("diagnostics, view and command line say the same of what was wasted", () => {
    const { pipelines } = inspectJson(trace, graphlets);
    for (const input of inputs) {
      const inspected = pipelines.find(({ name }) => name === input.pipeline.name)?.wastedSeconds ?? Number.NaN;
      const { diagnostics, view } = wasteFigures(input);
      expect(view).toBeCloseTo(inspected, 2);
      expect(diagnostics).toBeCloseTo(inspected, 2);
    }
  });

  test("without its nodes the definition is not held to anything", () => {
    for (const input of inputs) {
      const empty = { ...input, pipeline: { ...input.pipeline, nodes: [] } };
      expect(findWaste(empty, failing)).toEqual([]);
    }
  });
});
