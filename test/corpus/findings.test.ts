import { existsSync, globSync, readFileSync, statSync } from "node:fs";
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
import { readTrace } from "../../server/src/workspace/openTrace.ts";
import { wasteInputsOf } from "../generate/definitionOfTrace.ts";
import { wasteFigures } from "../unit/waste/figures.ts";

/** Real files of public projects; they are no part of this one. */
const corpus = join(import.meta.dirname, "../../../shared/corpus");
const files = existsSync(corpus) ? globSync("mlmd/**", { cwd: corpus }).filter(isStore).sort() : [];

function isStore(file: string): boolean {
  const path = join(corpus, file);
  return statSync(path).isFile() && readFileSync(path).toString("latin1", 0, 15) === "SQLite format 3";
}

const failing = (_: FindingCode, error: unknown): never => {
  throw error;
};

test("there are stores to judge", () => {
  expect(files.length).toBeGreaterThan(40);
});

describe.each(files)("of %s", (file) => {
  let trace: Trace;
  let graphlets: Graphlets;
  let inputs: readonly WasteInput[];

  beforeAll(async () => {
    const options = { operatorKinds: {}, costProperty: "" };
    const result = await readTrace(join(corpus, file), options, { token: neverCancelled, onProgress: () => {} });
    if (!result.ok) throw new Error(result.error.message);
    trace = result.value;
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
