import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutGraphlets } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import type { Graphlet, Graphlets } from "../../../server/src/model/graphlet.ts";
import { operatorCode, stateCode } from "../../../server/src/model/kinds.ts";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import { idAt, type Trace } from "../../../server/src/model/trace.ts";
import type { TraceRecord } from "../../../server/src/protocol.ts";
import { recordText } from "../../../server/src/views/traceText/index.ts";
import { compareGraphlets, explain } from "../../../server/src/waste/explain/index.ts";
import { buildTrace } from "../../generate/traceBuilder.ts";
import { randomSteps } from "../graphlets/randomTrace.ts";

const randomTrace = randomSteps.map((steps) => buildTrace(...steps).trace);

/** Looks at every model of many traces. */
function everyModel(check: (trace: Trace, graphlets: Graphlets, index: number, graphlet: Graphlet) => void): void {
  fc.assert(
    fc.property(randomTrace, (trace) => {
      const graphlets = cutGraphlets(trace, neverCancelled);
      for (const [index, graphlet] of graphlets.list.entries()) check(trace, graphlets, index, graphlet);
    }),
    { numRuns: 400 },
  );
}

const explained = (trace: Trace, graphlets: Graphlets, index: number) =>
  explain({ trace, graphlets, index, pipeline: null, propertiesOf: () => null }) ?? expect.fail();

describe("of any trace", () => {
  test("what stopped a model is the evidence of its reason, what it waits for is open", () => {
    everyModel((trace, graphlets, index, graphlet) => {
      const { causes, whyNotPushed } = explained(trace, graphlets, index);
      expect(whyNotPushed).toBe(graphlet.whyNotPushed);
      const rows = (isOpen: boolean) =>
        causes.filter(({ what }) => (what === "open") === isOpen).map(({ execution }) => execution);
      expect(rows(false).sort((a, b) => a - b)).toEqual([...graphlet.evidence]);
      for (const row of rows(true)) {
        expect([stateCode.new, stateCode.running]).toContain(trace.executions.state[row]);
        expect(graphlets.abandoned[row]).toBe(0);
      }
    });
  });

  test("the example of the way to deployment is the newest other model of the node that came to one", () => {
    everyModel((trace, graphlets, index, graphlet) => {
      const { route } = explained(trace, graphlets, index);
      const { node, pipeline, kind } = trace.executions;
      const newest = graphlets.list.findLastIndex(
        (other) =>
          other !== graphlet &&
          node[other.trainer] === node[graphlet.trainer] &&
          pipeline[other.trainer] === pipeline[graphlet.trainer] &&
          other.down.some((row) => kind[row] === operatorCode.deploy),
      );
      expect(route?.example ?? null).toBe(graphlet.pushed ? null : newest);
    });
  });

  test("a comparison agrees with the graphlet's own, and a model compared with itself has not changed", () => {
    everyModel((trace, graphlets, index, graphlet) => {
      const found = compareGraphlets(trace, graphlets, graphlets.previous[index] ?? -1, index, () => null);
      if (found) {
        expect(found).toMatchObject({ sameCode: graphlet.sameCode, sameParameters: graphlet.sameParameters });
        expect(found.spans.jaccard).toBe(graphlet.dataJaccard);
        expect(found.sameInputs === true).toBe(graphlet.redundant);
      }
      const same = compareGraphlets(trace, graphlets, index, index, () => null);
      expect(same?.sameInputs).not.toBe(false);
      expect(same?.nodes.filter(({ before, after }) => !before || !after)).toEqual([]);
    });
  });

  test("every record has a text, and its links lie in it", () => {
    everyModel((trace, graphlets, _, graphlet) => {
      const trainer = idAt(trace.executions.id, graphlet.trainer);
      const records: readonly TraceRecord[] = [
        { type: "execution", id: trainer },
        { type: "graphlet", trainer },
        { type: "explanation", trainer },
        { type: "comparison", trainer, against: "before" },
        { type: "node", node: "a" },
      ];
      const input = {
        ...{ trace, graphlets, pipeline: null, tracePipeline: null, histories: null, propertiesOf: () => null },
        ...{ source: "x", settings: defaultSettings, now: 0 },
      };
      for (const record of records) {
        const { text, links, sections } = recordText(input, record);
        const lines = text.split("\n");
        for (const { line, start, end } of links) expect(lines[line]?.slice(start, end).trim()).not.toBe("");
        for (const { line, end, title } of sections) expect([lines[line], end > line]).toEqual([title, true]);
      }
    });
  });
});
