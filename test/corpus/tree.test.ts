import { globSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { cutGraphlets } from "../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../server/src/model/cancel.ts";
import { defaultSettings } from "../../server/src/model/settings.ts";
import { idAt, type Trace } from "../../server/src/model/trace.ts";
import type { TreeItem, TreePage, TreeParent } from "../../server/src/protocol.ts";
import { treePage } from "../../server/src/views/tree/index.ts";
import { storePage } from "../../server/src/views/tree/storePage.ts";
import { looksLikeTrace, readTrace } from "../../server/src/workspace/openTrace.ts";
import { finished } from "../unit/views/finished.ts";

/** Real traces of public projects; they are no part of this one. */
const corpus = resolve("../shared/corpus");
const reads: (readonly [path: string, trace: Trace])[] = [];
for (const file of globSync("**", { cwd: corpus }).sort()) {
  if (!(await looksLikeTrace(join(corpus, file)))) continue;
  const options = { operatorKinds: {}, costProperty: "" };
  const result = await readTrace(join(corpus, file), options, { token: neverCancelled, onProgress: () => {} });
  // What looks like a trace and is none is told by other tests.
  if (result.ok) reads.push([file, result.value]);
}
const targetOf = () => ({ uri: "store:", defined: false });

test.each(reads)("%s: the tree holds every model and execution, the page every pipeline", (path, trace) => {
  const graphlets = cutGraphlets(trace, neverCancelled);
  const input = { trace, graphlets, filter: {}, settings: defaultSettings, now: Date.UTC(2026, 0, 1), limit: 1000 };
  /** All items below one, page by page. */
  const below = (parent: TreeParent): readonly TreeItem[] => {
    const items: TreeItem[] = [];
    for (let page: TreePage | null = null; page === null || page.more; ) {
      page = finished(treePage({ ...input, offset: items.length }, parent, targetOf));
      items.push(...page.items);
    }
    return items;
  };
  let models = 0;
  let executions = 0;
  const pipelines = below({ type: "trace", path });
  for (const item of pipelines) {
    if (item.type !== "pipeline") return expect.fail(`${item.type} below a trace`);
    for (const child of below({ type: "pipeline", path, pipeline: item.pipeline })) {
      if (child.type === "graphlet") models++;
      if (child.type !== "run") continue;
      executions += below({ type: "run", path, pipeline: item.pipeline, run: child.run }).length;
    }
  }
  expect(models).toBe(graphlets.list.length);
  if (models === 0) expect(executions).toBe(trace.executions.count);
  for (const { trainer, executions: members } of graphlets.list.slice(0, 20)) {
    const id = idAt(trace.executions.id, trainer);
    expect(below({ type: "graphlet", path, trainer: id })).toHaveLength(members.length);
  }
  const page = finished(
    storePage({
      name: path,
      path,
      note: null,
      trace,
      graphlets,
      settings: defaultSettings,
      now: input.now,
      targetOf,
    }),
  );
  expect(page.type === "store" && page.totalPipelines).toBe(pipelines.length);
});
