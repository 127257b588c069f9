import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawing, svgText } from "../../../server/src/cli/graph/drawing.ts";
import { graph } from "../../../server/src/cli/graph.ts";
import { parseGraphOptions } from "../../../server/src/cli/graphOptions.ts";
import type { OptionValues } from "../../../server/src/cli/options.ts";
import { readGraphlets } from "../../../server/src/cli/readGraphlets.ts";
import { idAt } from "../../../server/src/model/trace.ts";
import type { GraphView, ViewNode } from "../../../server/src/protocol.ts";
import { generateStore } from "../../generate/generateStore.ts";
import { elementsOf } from "./xml.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-graph-"));
const store = join(folder, "metadata.sqlite");
const definition = join(folder, "pipeline.py");
const now = Date.UTC(2026, 6, 1);

beforeAll(() => {
  generateStore(store, { runs: 8, shape: { trainers: ["Trainer", "Trainer.challenger"], resolver: true } });
  writeFileSync(
    definition,
    `from tfx import v1 as tfx
gen = tfx.components.CsvExampleGen(input_base="d")
trainer = tfx.components.Trainer(examples=gen.outputs["examples"])
pusher = tfx.components.Pusher(model=trainer.outputs["model"])
tfx.dsl.Pipeline(pipeline_name="taxi", components=[gen, trainer, pusher])
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function drawn(file: string, values: OptionValues = {}): Promise<string> {
  const options = parseGraphOptions(values);
  if (!options.ok) return options.error;
  const done = await graph(file, options.value, now);
  return done.ok ? [...done.value].join("") : done.error;
}
interface Box {
  readonly id: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
const jsonOf = async (file: string, values: OptionValues = {}) =>
  JSON.parse(await drawn(file, { ...values, format: "json" }));

test("a model of a dvc.lock is one of its own record", async () => {
  const lock = join(folder, "dvc.lock");
  writeFileSync(
    lock,
    `schema: '2.0'
stages:
  train:
    cmd: python train.py
    deps: [{path: rows.csv, md5: d1}]
    outs: [{path: model.pkl, md5: m1}]
`,
  );
  expect(await drawn(lock, { graphlet: "workspace:train", format: "mermaid" })).toContain("train");
  expect(await drawn(lock, { graphlet: "workspace:other", format: "mermaid" })).toMatch(/^dvc\.lock: /);
});

describe("a definition", () => {
  test("for Mermaid", async () => {
    expect(await drawn(definition, { format: "mermaid", direction: "right" })).toBe(`flowchart LR
  n0["CsvExampleGen"]
  n1["Trainer"]
  n2["Pusher"]
  n0 -->|"examples"| n1
  n1 -->|"model"| n2
`);
  });

  test("with the history of a trace", async () => {
    const { nodes, summary } = await jsonOf(definition, { trace: store });
    expect(summary).toContain("16 models");
    expect(nodes.find(({ label }: Box) => label === "Trainer")).toMatchObject({
      kind: "train",
      definitionNode: "Trainer",
    });
  });

  test("only what is selected", async () => {
    const labels = async (select: string) =>
      (await jsonOf(definition, { select })).nodes.map(({ label }: Box) => label);
    expect(await labels("1+kind:deploy")).toEqual(["Trainer", "Pusher"]);
    expect(await labels("not trainer")).toEqual(["CsvExampleGen", "Pusher"]);
  });
});

describe("a trace", () => {
  test("its pipeline: no box lies on another, and each line joins the boxes that it names", async () => {
    const { nodes, edges } = await jsonOf(store);
    const boxes: readonly Box[] = nodes;
    expect(boxes.length).toBeGreaterThan(8);
    for (const [at, a] of boxes.entries())
      for (const b of boxes.slice(at + 1))
        expect(
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
          `${a.label} and ${b.label}`,
        ).toBe(true);
    const isAt = ([x, y]: readonly [number, number], id: string): boolean => {
      const box = boxes.find((one) => one.id === id);
      return !!box && x >= box.x - 1 && x <= box.x + box.width + 1 && y >= box.y - 1 && y <= box.y + box.height + 1;
    };
    for (const { from, to, points } of edges) {
      expect(isAt(points[0], from) && isAt(points.at(-1), to), `${from} to ${to}`).toBe(true);
    }
  });

  test("one of its models", async () => {
    const read = await readGraphlets(store, { format: "json", costProperty: "", operatorKinds: {} });
    if (!read.ok) throw new Error(read.error);
    const { trace, list } = read.value;
    const trainer = idAt(trace.executions.id, list[0]?.trainer ?? -1);
    const model = await jsonOf(store, { graphlet: `${trainer}` });
    expect(model).toMatchObject({ level: "graphlet", graphlet: trainer });
    expect(model.nodes.filter(({ kind }: { kind: string }) => kind === "train")).toHaveLength(1);
  });

  test("the same picture each time", async () => {
    expect(await drawn(store)).toBe(await drawn(store));
  });

  test("into a file", async () => {
    const output = join(folder, "out.svg");
    expect(await drawn(store, { output })).toBe("");
    expect(readFileSync(output, "utf8")).toBe(await drawn(store));
  });
});

describe("one line says why there is no picture", () => {
  test.each([
    [{ select: "state:faild" }, "--select, at character 7: There is no state `faild`. `failed` was probably meant."],
    [{ select: "nothing" }, "metadata.sqlite: nothing to draw. Take another --select."],
    [{ pipeline: "other" }, "metadata.sqlite: has no pipeline other. It has taxi."],
    [{ graphlet: "1" }, "metadata.sqlite: The trace has no model of execution 1."],
    [{ format: "png" }, "--format is svg, json, dot, mermaid; not png."],
    [{ direction: "up" }, "--direction is down or right, not up."],
  ])("%j", async (values, message) => expect(await drawn(store, values)).toBe(message));

  test("a model of a definition without a trace", async () => {
    expect(await drawn(definition, { graphlet: "1" })).toBe(
      "pipeline.py: a definition has no models. Name its trace with --trace.",
    );
  });
});

describe("the SVG", () => {
  const hostile = '</text><script>alert(1)</script><img src=x onerror="x">\u202e\u0000\u001b[31m\ud800';
  const node = (id: string, more: Partial<ViewNode>): ViewNode => ({
    ...{ id, shape: "execution", kind: "train", label: id, second: "", state: null, costShare: null, boundary: false },
    ...{ definitionNode: null, count: 1, description: id, ...more },
  });
  const view = (label: string): GraphView => ({
    ...{
      type: "graph",
      key: "",
      level: "pipeline",
      uri: "",
      pipeline: null,
      title: label,
      summary: label,
      graphlet: null,
    },
    nodes: [
      node("a", { label, second: label, state: "failed", costShare: 0.4, description: label }),
      node("b", { label, shape: "artifact", kind: "model", description: label }),
      node("c", { label, shape: "stack", count: 31, boundary: true }),
    ],
    edges: [
      { id: "1", from: "a", to: "b", style: "plain", label },
      { id: "2", from: "c", to: "b", style: "warm-start", label: "" },
    ],
    ...{ graphlets: [], totalNodes: 3, notes: [] },
  });

  test("is well-formed, with every name as text", () => {
    const plain = elementsOf(svgText(drawing(view("Trainer"), "down")));
    const shown = elementsOf(svgText(drawing(view(hostile), "down")));
    expect([...plain.names].sort()).toEqual(
      ["circle", "g", "path", "rect", "style", "svg", "text", "title"].filter((name) => plain.names.has(name)),
    );
    expect(shown.names).toEqual(plain.names);
    expect(shown.texts.join("")).not.toMatch(/[^\P{Cc}\n]|\p{Cs}/u);
  });

  test("names no host and needs nothing else", () => {
    const text = svgText(drawing(view("Trainer"), "right")).replaceAll("http://www.w3.org/2000/svg", "");
    expect(text).not.toMatch(/https?:|url\(|var\(|@import/);
  });
});
