import { describe, expect, test } from "vitest";
import { hoverText } from "../../../server/src/features/hoverText.ts";
import { nodeHistories } from "../../../server/src/graphlets/nodeHistory.ts";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import { artifact, builtTraceStart, run } from "../../generate/traceBuilder.ts";
import { cut } from "../graphlets/cut.ts";
import { pipelineOf } from "../waste/pipelineText.ts";

const names = {
  markup: `<img src=x onerror="broken()"><script>broken()</script>`,
  link: "[run](command:workbench.action.terminal.new)",
  picture: "![x](https://x.example/pixel.png)",
  address: "<javascript:broken()>",
  icon: "$(trash)",
  table: "a|b\n---|---\nc",
  code: "`a``b`",
  terminal: "\u001b[31mred\u001b[0m",
  turned: "\u202egnp.exe",
  long: "x".repeat(10_000),
  emoji: "👩‍🔬🚀".repeat(200),
} as const;

/** The hover of a trainer whose name, run, spans and properties are all one text. */
function hover(name: string): string {
  const { trace, graphlets } = cut(
    run("g", "CsvExampleGen", { node: name, run: name, writes: { examples: "e" }, seconds: 48 }),
    run("t", "Trainer", { node: "Trainer", run: name, code: name, reads: { examples: "e" }, writes: { model: "m" } }),
    run("v", "Evaluator", { node: name, run: name, reads: { model: "m" }, state: "failed" }),
    artifact("e", "Examples", { span: name, content: name }),
  );
  const history = nodeHistories(trace, graphlets, 0).get("Trainer") ?? expect.fail();
  const pipeline = { ...pipelineOf("Trainer"), name };
  const node = { ...(pipeline.nodes[0] ?? expect.fail()), id: name };
  const evidence = { trace, graphlets, history };
  const now = builtTraceStart + 3_600_000;
  return hoverText({ uri: "file:///p.py", pipeline, node, evidence, settings: defaultSettings, now, links: true });
}

/** What is left of Markdown when what is escaped and what the hover's own links lead to is taken out. */
const bare = (markdown: string): string => markdown.replace(/\\./gu, "").replace(/\]\(command:graphlet\.[^)]*\)/g, "]");

describe("names from files in a hover", () => {
  test.each(Object.entries(names))("are only shown: %s", (_, name) => {
    const left = bare(hover(name));
    expect(left).not.toMatch(/<|\]\(|!\[|\$\(|`/);
    expect(left.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(hover(name).replace(/\(command:[^)]*\)/g, "").length).toBeLessThan(4_000);
  });

  test.each(Object.entries(names))("do not tear its table: %s", (_, name) => {
    const rows = bare(hover(name))
      .split("\n")
      .filter((line) => line.startsWith("|"));
    expect(new Set(rows.map((row) => row.split("|").length)).size).toBe(1);
  });
});
