import { globSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { cutGraphlets } from "../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../server/src/model/cancel.ts";
import type { PropertiesOf } from "../../server/src/model/explanation.ts";
import type { Graphlets } from "../../server/src/model/graphlet.ts";
import { operatorCode, stateCode } from "../../server/src/model/kinds.ts";
import { defaultSettings } from "../../server/src/model/settings.ts";
import { idAt, runName, type Trace } from "../../server/src/model/trace.ts";
import type { TraceRecord } from "../../server/src/protocol.ts";
import { recordRows, recordText } from "../../server/src/views/traceText/index.ts";
import { compareGraphlets, explain, modelBefore } from "../../server/src/waste/explain/index.ts";
import { readProperties, readTrace } from "../../server/src/workspace/openTrace.ts";

/** Real files of public projects; they are no part of this one. */
const corpus = resolve("../shared/corpus");
const stores = globSync("mlmd/**", { cwd: corpus })
  .filter((file) => statSync(join(corpus, file)).isFile())
  .filter((file) => readFileSync(join(corpus, file)).toString("latin1", 0, 15) === "SQLite format 3")
  .sort();

interface Read {
  readonly trace: Trace;
  readonly graphlets: Graphlets;
  readonly propertiesOf: PropertiesOf;
}

async function read(file: string): Promise<Read> {
  const path = join(corpus, file);
  const options = { operatorKinds: {}, costProperty: "" };
  const result = await readTrace(path, options, { token: neverCancelled, onProgress: () => {} });
  if (!result.ok) throw new Error(result.error.message);
  const trace = result.value;
  const graphlets = cutGraphlets(trace, neverCancelled);
  const known = new Map<string, ReturnType<PropertiesOf>>();
  const wanted = graphlets.list.flatMap(({ trainer }) =>
    recordRows(trace, graphlets, { type: "explanation", trainer: idAt(trace.executions.id, trainer) }),
  );
  for (const { of, row } of wanted) {
    if (known.has(`${of} ${row}`)) continue;
    const id = idAt(of === "execution" ? trace.executions.id : trace.artifacts.id, row);
    const properties = await readProperties(path, of, id);
    known.set(`${of} ${row}`, properties.ok ? properties.value : properties.error.message);
  }
  return { trace, graphlets, propertiesOf: (of, row) => known.get(`${of} ${row}`) ?? null };
}

const reads = await Promise.all(stores.map(async (file) => [file, await read(file)] as const));

describe.each(reads)("of %s", (file, { trace, graphlets, propertiesOf }) => {
  const { state, kind } = trace.executions;
  const explanations = graphlets.list.map((graphlet, index) => ({
    graphlet,
    index,
    explanation: explain({ trace, graphlets, index, pipeline: null, propertiesOf }) ?? expect.fail(),
  }));

  test("every model is explained by its reason and rests on its evidence", () => {
    for (const { graphlet, explanation } of explanations) {
      expect(explanation.whyNotPushed).toBe(graphlet.whyNotPushed);
      const stopped = explanation.causes.filter(({ what }) => what !== "open").map(({ execution }) => execution);
      expect(stopped.sort((a, b) => a - b)).toEqual([...graphlet.evidence]);
    }
  });

  test("what is said to have failed has failed, what refused wrote a refusal", () => {
    for (const { explanation } of explanations) {
      for (const { what, execution } of explanation.causes) {
        if (what === "failed") expect(state[execution]).toBe(stateCode.failed);
        if (what === "abandoned") expect([stateCode.new, stateCode.running]).toContain(state[execution]);
        if (what === "refused") expect(kind[execution]).toBe(operatorCode.deploy);
      }
    }
  });

  test("every step on the way to deployment is the model's own, or did not run", () => {
    for (const { graphlet, explanation } of explanations) {
      const rows = explanation.route?.steps.flatMap(({ executions }) => executions) ?? [];
      expect([...graphlet.executions]).toEqual(expect.arrayContaining([...rows]));
    }
  });

  test("a comparison with the one before is the graphlet's own", () => {
    for (const { graphlet, index } of explanations) {
      const before = modelBefore(trace, graphlets, index);
      if (before < 0 || before !== graphlets.previous[index]) continue;
      const found = compareGraphlets(trace, graphlets, before, index, propertiesOf);
      expect(found).toMatchObject({ sameCode: graphlet.sameCode, sameParameters: graphlet.sameParameters });
      expect(found?.spans.jaccard).toBe(graphlet.dataJaccard);
      expect(found?.sameInputs === true).toBe(graphlet.redundant);
    }
  });

  test("every record has a text with its own links", () => {
    const input = {
      ...{ trace, graphlets, propertiesOf, pipeline: null, tracePipeline: null, histories: null },
      ...{ source: basename(file), settings: defaultSettings, now: Date.UTC(2026, 10, 25) },
    };
    const records: TraceRecord[] = [
      ...[...kind.keys()].map((row): TraceRecord => ({ type: "execution", id: idAt(trace.executions.id, row) })),
      ...[...trace.artifacts.kind.keys()].map(
        (row): TraceRecord => ({ type: "artifact", id: idAt(trace.artifacts.id, row) }),
      ),
      ...[...trace.runs.pipeline.keys()].map((run): TraceRecord => ({ type: "run", name: runName(trace, run) ?? "" })),
      ...graphlets.list.flatMap(({ trainer: row }): TraceRecord[] => {
        const trainer = idAt(trace.executions.id, row);
        return [
          { type: "graphlet", trainer },
          { type: "explanation", trainer },
          { type: "comparison", trainer, against: "deployed" },
        ];
      }),
    ];
    for (const record of records) {
      const { text, links } = recordText(input, record);
      const lines = text.split("\n");
      expect(lines.length).toBeLessThan(10_003);
      for (const { line, start, end } of links) {
        expect(start).toBeLessThan(end);
        expect(end).toBeLessThanOrEqual(lines[line]?.length ?? -1);
      }
    }
  });
});
