import { describe, expect, test } from "vitest";
import { type HoverInput, hoverText } from "../../../server/src/features/hoverText.ts";
import { nodeLens, trainerLens } from "../../../server/src/features/lensText.ts";
import { nodeHistories } from "../../../server/src/graphlets/nodeHistory.ts";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import { artifact, builtTraceStart, run, type Step } from "../../generate/traceBuilder.ts";
import { cut } from "../graphlets/cut.ts";
import { pipelineOf } from "../waste/pipelineText.ts";

const now = builtTraceStart + 5 * 3_600_000;

/** Two models: the first deployed, the second not blessed; an hour apart. */
const steps: readonly Step[] = [
  run("g1", "CsvExampleGen", { writes: { examples: "e1" }, start: 0, seconds: 48 }),
  run("t1", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" }, code: "c", start: 1, seconds: 192 }),
  run("v1", "Evaluator", { reads: { model: "m1" }, writes: { blessing: "b1" }, start: 5 }),
  run("p1", "Pusher", { reads: { model: "m1" }, writes: { pushed_model: "p1" }, start: 6 }),
  run("g2", "CsvExampleGen", { writes: { examples: "e2" }, start: 120, seconds: 48 }),
  run("t2", "Trainer", { reads: { examples: "e2" }, writes: { model: "m2" }, code: "d", start: 121, seconds: 192 }),
  run("v2", "Evaluator", { reads: { model: "m2" }, writes: { blessing: "b2" }, start: 125 }),
  artifact("e1", "Examples", { span: "41", content: "one" }),
  artifact("e2", "Examples", { span: "42", content: "two" }),
  artifact("b1", "ModelBlessing", { blessed: 1 }),
  artifact("b2", "ModelBlessing", { blessed: 0 }),
  artifact("p1", "PushedModel", { pushed: 1 }),
];
const pipeline = pipelineOf("CsvExampleGen", "Trainer < CsvExampleGen.examples", "Evaluator < Trainer.model", "<b>|x");

function evidenceOf(node: string, of = steps): HoverInput["evidence"] {
  const { trace, graphlets } = cut(...of);
  const history = nodeHistories(trace, graphlets, 0).get(node);
  return history ? { trace, graphlets, history } : null;
}

function hover(id: string, links = false, timeZone?: string): string {
  const node = pipeline.nodes.find((one) => one.id === id);
  if (!node) throw new Error(`no node ${id}`);
  return hoverText({
    uri: "file:///p.py",
    pipeline,
    node,
    evidence: evidenceOf(id),
    settings: defaultSettings,
    now,
    links,
    timeZone,
  });
}

describe("lens", () => {
  test("of a node: runs, when one last succeeded, how long they take", () => {
    const { trace, history } = evidenceOf("CsvExampleGen") ?? expect.fail();
    expect(nodeLens(trace, history, defaultSettings, now)).toBe("▅▅ 2 runs · last succeeded 2 hours ago · 48 s median");
  });

  test("of a trainer: models, how many were deployed, what was wasted", () => {
    const { graphlets, history } = evidenceOf("Trainer") ?? expect.fail();
    // 48 + 192 + 60 + 60 s for the first model, 48 + 192 + 60 s for the second.
    expect(trainerLens(graphlets, history, defaultSettings)).toBe("2 models · 1 deployed · 45 % of 11m wasted");
  });
});

// The history of a dvc.lock has no durations.
describe("without costs", () => {
  const free = [
    run("t1", "Trainer", { writes: { model: "m1" }, cost: Number.NaN, start: 0 }),
    run("t2", "Trainer", { writes: { model: "m2" }, state: "cached", start: 60 }),
  ];
  const evidence = evidenceOf("Trainer", free) ?? expect.fail();

  test("a lens has no bars", () => {
    const { trace, history } = evidence;
    expect(nodeLens(trace, history, defaultSettings, now)).toBe("2 runs · last succeeded 4 hours ago");
  });

  test("a hover says that there are none", () => {
    const node = pipeline.nodes.find(({ id }) => id === "Trainer") ?? expect.fail();
    const input = { uri: "file:///p.py", pipeline, node, evidence, settings: defaultSettings, now, links: false };
    expect(hoverText(input)).toContain(
      "2 runs · 1 from the cache · last succeeded 4 hours ago · no compute time is recorded",
    );
  });
});

describe("hover", () => {
  test("of a trainer tells its models, newest first", () => {
    const text = hover("Trainer");
    expect(text).toContain("**Trainer** · train · 2 models, 1 deployed (50 %)");
    expect(text.split("\n").filter((line) => line.startsWith("| model"))).toEqual([
      "| model 4 | 2026-03-01 02:01 UTC | 3m 12s | span 42 | data, code | not blessed | wasted |",
      "| model 2 | 2026-03-01 00:01 UTC | 3m 12s | span 41 | – | blessed | deployed |",
    ]);
  });

  test("of a trainer tells its own runs' waste from that of all steps of its models, as the lens does", () => {
    // Evaluator and Pusher took the other 4 of 11 minutes, together with CsvExampleGen.
    expect(
      hover("Trainer")
        .split(/\s*\n+/)
        .slice(1, 3),
    ).toEqual([
      "2 runs · last succeeded 2 hours ago · 6m 24s of compute time, 50 % wasted",
      "All steps of these models: 45 % of 11m wasted",
    ]);
  });

  test("tells costs in the unit of the user's property, once", () => {
    const node = pipeline.nodes.find(({ id }) => id === "Trainer") ?? expect.fail();
    const settings = { ...defaultSettings, costProperty: "dollars" };
    const evidence = evidenceOf("Trainer");
    const input = { uri: "file:///p.py", pipeline, node, evidence, settings, now, links: false };
    expect(hoverText(input)).toContain(
      " · 384 dollars, 50 % wasted  \nAll steps of these models: 45 % of 660 dollars wasted  \n",
    );
  });

  test("of a trainer ends with why the last model was not deployed", () => {
    expect(hover("Trainer")).toContain("Not deployed\\: not blessed by Evaluator \\(blessing 7\\)\\.");
  });

  test("of another node tells its runs", () => {
    expect(hover("CsvExampleGen").split("\n").at(-2)).toBe("| execution 5 | 2026-03-01 02:00 UTC | 48 s | complete |");
  });

  test("tells times by the reader's clock", () => {
    expect(hover("CsvExampleGen", false, "Europe/Berlin")).toContain("| execution 5 | 2026-03-01 03:00 GMT+1 |");
    expect(hover("Trainer", false, "Europe/Berlin")).toContain("| model 4 | 2026-03-01 03:01 GMT+1 |");
  });

  test("without runs says so and offers the choice of a trace", () => {
    expect(hover("<b>|x", true)).toBe(
      "**&lt;b&gt;\\|x** · other\n\nNo runs found. [Choose trace…](command:graphlet.chooseTrace?%5B%22file%3A%2F%2F%2Fp.py%22%5D)",
    );
  });

  test("without runs says why", () => {
    const node = pipeline.nodes.find(({ id }) => id === "Trainer") ?? expect.fail();
    const lack = "The definition names <b>.sqlite, which does not exist yet.";
    const input = {
      uri: "file:///p.py",
      pipeline,
      node,
      evidence: null,
      lack,
      settings: defaultSettings,
      now,
      links: false,
    };
    expect(hoverText(input)).toBe(
      "**Trainer** · train\n\nNo runs found. The definition names &lt;b&gt;\\.sqlite, which does not exist yet\\.",
    );
  });

  test("has no command links where the editor does not run them", () => {
    expect(hover("Trainer")).not.toContain("command:");
  });

  test("leads from each number to its record", () => {
    const given = [
      ...hover("Trainer", true).matchAll(/\[((?:\\.|[^\]\\])*)\]\(command:graphlet\.openRecord\?(\S+?)\)/g),
    ].map(([, label, args]) => [label, JSON.parse(decodeURIComponent(args ?? ""))[0]]);
    const of = { uri: "file:///p.py", pipeline: "taxi" };
    expect(given).toEqual([
      ["2 models", { ...of, record: { type: "node", node: "Trainer" }, section: "Models" }],
      ["2 runs", { ...of, record: { type: "node", node: "Trainer" }, section: "Runs" }],
      ["model 4", { ...of, record: { type: "graphlet", trainer: 6 } }],
      ["wasted", { ...of, record: { type: "explanation", trainer: 6 } }],
      ["model 2", { ...of, record: { type: "graphlet", trainer: 2 } }],
      ["deployed", { ...of, record: { type: "explanation", trainer: 2 } }],
      ["blessing 7", { ...of, record: { type: "artifact", id: 7 } }],
    ]);
  });

  test("ends with ways to the newest model's explanation and comparison", () => {
    expect(hover("Trainer", true).split("\n").at(-1)).toMatch(
      /^\[Explain\]\(command:graphlet\.explain\?\S+\) · \[Compare with last deployed\]\(command:graphlet\.compare\?\S+\) · \[Show graph\]/,
    );
  });

  test("leads to the newest model's graph", () => {
    const link = /command:graphlet\.showGraph\?(\S+)\)/.exec(hover("Trainer", true))?.[1] ?? "";
    expect(JSON.parse(decodeURIComponent(link))).toEqual([
      { uri: "file:///p.py", node: "Trainer", level: "graphlet", pipeline: "taxi", trainer: 6 },
    ]);
  });
});
