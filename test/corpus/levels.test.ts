import { globSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { cutGraphlets } from "../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../server/src/model/cancel.ts";
import { defaultSettings } from "../../server/src/model/settings.ts";
import { idAt } from "../../server/src/model/trace.ts";
import { compareView, historyView } from "../../server/src/views/index.ts";
import { readTrace } from "../../server/src/workspace/openTrace.ts";
import { definition } from "../unit/views/pipelines.ts";

/** Real files of public projects; they are no part of this one. */
const corpus = resolve("../shared/corpus");
const stores = globSync("mlmd/**", { cwd: corpus })
  .filter((file) => statSync(join(corpus, file)).isFile())
  .filter((file) => readFileSync(join(corpus, file)).toString("latin1", 0, 15) === "SQLite format 3")
  .sort();

async function read(file: string) {
  const options = { operatorKinds: {}, costProperty: "" };
  const result = await readTrace(join(corpus, file), options, { token: neverCancelled, onProgress: () => {} });
  if (!result.ok) throw new Error(result.error.message);
  return { trace: result.value, graphlets: cutGraphlets(result.value, neverCancelled) };
}

const reads = await Promise.all(stores.map(async (file) => [file, await read(file)] as const));

describe.each(reads)("of %s", (_, { trace, graphlets }) => {
  const pipelines = [...new Set(graphlets.list.map(({ trainer }) => trace.executions.pipeline[trainer] ?? -1))];
  const input = (tracePipeline: number) => ({
    uri: "file:///pipeline.py",
    ...definition(),
    trace,
    graphlets,
    tracePipeline,
    settings: defaultSettings,
    now: Date.UTC(2026, 0, 1),
  });

  test("the history has each model once, in order of time within its lane", () => {
    let models = 0;
    for (const pipeline of pipelines) {
      const view = historyView(input(pipeline));
      if (view.type === "failure") expect.fail(view.message);
      models += view.marks.trainer.length;
      expect(new Set(view.marks.trainer).size).toBe(view.marks.trainer.length);
      for (const { first, count } of view.lanes) {
        const times = view.marks.at.slice(first, first + count);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        const folds = view.marks.fold.slice(first, first + count);
        expect(folds.reduce((sum, fold) => sum + fold, 0)).toBe(count);
      }
    }
    expect(models).toBe(graphlets.list.length);
  });

  test("two models on one graph: every execution of either is in it, and every edge leads from node to node", () => {
    for (const [index, { trainer }] of graphlets.list.entries()) {
      const before = graphlets.previous[index] ?? -1;
      const other = graphlets.list[before];
      if (!other) continue;
      const view = compareView({
        ...input(trace.executions.pipeline[trainer] ?? -1),
        settings: { ...defaultSettings, graph: { ...defaultSettings.graph, maxNodes: 100_000 } },
        trainer: idAt(trace.executions.id, trainer),
        against: idAt(trace.executions.id, other.trainer),
        propertiesOf: () => null,
      });
      if (view.type === "failure") expect.fail(view.message);
      const ids = new Set(view.nodes.map(({ id }) => id));
      expect(ids.size).toBe(view.nodes.length);
      expect(view.edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
      const both = new Set([...other.executions, ...(graphlets.list[index]?.executions ?? [])]).size;
      const drawn = view.nodes.filter(({ id }) => id.startsWith("n:")).reduce((sum, { count }) => sum + count, 0);
      expect(drawn).toBeLessThanOrEqual(both);
      expect(drawn).toBeGreaterThanOrEqual(both / 2);
      expect(view.comparison?.finding).not.toBe("");
    }
  });
});
