import { describe, expect, test } from "vitest";
import type { ViewEdge, ViewNode } from "../../../../server/src/protocol.ts";
import { dotOf } from "../../../../server/src/views/export/dot.ts";
import { historyTableOf } from "../../../../server/src/views/export/historyTable.ts";
import { markdownTableOf } from "../../../../server/src/views/export/markdownTable.ts";
import { mermaidOf } from "../../../../server/src/views/export/mermaid.ts";

const node = (id: string, more: Partial<ViewNode> = {}): ViewNode => ({
  id,
  shape: "execution",
  kind: "train",
  label: id,
  second: "",
  state: null,
  costShare: null,
  boundary: false,
  definitionNode: null,
  count: 1,
  description: id,
  ...more,
});
const edge = (from: string, to: string, more: Partial<ViewEdge> = {}): ViewEdge => ({
  id: `${from}>${to}`,
  from,
  to,
  style: "plain",
  label: "",
  ...more,
});

const view = {
  title: "taxi",
  nodes: [
    node("Gen", { kind: "ingest", count: 31 }),
    node("span", { shape: "artifact", kind: "data", label: "span 41" }),
    node("Trainer", { state: "pushed", second: "3m 12s · 12 %" }),
  ],
  edges: [
    edge("Gen", "span", { label: "examples" }),
    edge("span", "Trainer"),
    edge("Gen", "Trainer", { style: "order" }),
    edge("Gen", "elsewhere"),
  ],
};
const hostileName = 'a"]; evil["<img src=x onerror=alert(1)>"\\n|`*_\u202e\u001b[31m';
const hostile = {
  title: hostileName,
  nodes: [node(hostileName), node("b")],
  edges: [edge(hostileName, "b", { label: hostileName })],
};

describe("Mermaid", () => {
  test("a flowchart", () => {
    expect(mermaidOf(view, "down")).toBe(`flowchart TD
  n0["×31 Gen"]
  n1(["span 41"])
  n2["Trainer<br/>deployed · 3m 12s · 12 %"]
  n0 -->|"examples"| n1
  n1 --> n2
  n0 -.-> n2
`);
  });

  test("hostile names are in quotes, and end none", () => {
    const lines = mermaidOf(hostile, "right").split("\n");
    expect(lines[0]).toBe("flowchart LR");
    expect(lines).toHaveLength(5);
    for (const line of lines.slice(1, 4))
      expect(line.replace(/"[^"<>`[\]|]*"/g, '""')).toMatch(/^ {2}n\d(?:\[""\]| -->\|""\| n1)$/);
  });
});

describe("Graphviz", () => {
  test("a graph", () => {
    expect(dotOf(view, "right")).toBe(`digraph "taxi" {
  rankdir=LR;
  node [shape=box, fontname="Helvetica", fontsize=11];
  edge [fontname="Helvetica", fontsize=9];
  n0 [label="×31 Gen"];
  n1 [label="span 41", style=rounded];
  n2 [label="Trainer\\ndeployed · 3m 12s · 12 %"];
  n0 -> n1 [label="examples"];
  n1 -> n2 [label=""];
  n0 -> n2 [label="", style=dashed];
}
`);
  });

  test("hostile names are in quotes, and end none", () => {
    const lines = dotOf(hostile, "down").split("\n");
    expect(lines).toHaveLength(9);
    const bare = lines.map((line) => line.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
    expect(bare[0]).toBe('digraph "" {');
    expect(bare.slice(4, 7)).toEqual(['  n0 [label=""];', '  n1 [label=""];', '  n0 -> n1 [label=""];']);
  });
});

describe("a Markdown table of a history", () => {
  const history = {
    lanes: [{ node: "Trainer", definitionNode: "Trainer", first: 0, count: 2 }],
    costProperty: "",
    marks: {
      trainer: [3, 7],
      label: ["model 3", "model | 7"],
      at: [Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 2, 14, 5)],
      state: [0, 3],
      reason: [-1, 0],
      reasons: ["it was not blessed"],
      cost: [192, null],
      ownCost: [192, 0],
      wasted: [0, 0],
      overlap: [null, 0.5],
      fold: [1, 1],
    },
  };

  test("has the newest first", () => {
    expect(historyTableOf(history)).toBe(
      `| Model | Node | Trained | Outcome | Compute time | Data in common with the one before |
| --- | --- | --- | --- | --- | --- |
| model \\| 7 | Trainer | 2026-03-02 14:05 UTC | wasted: it was not blessed |  | 50 % |
| model 3 | Trainer | 2026-03-01 00:00 UTC | deployed | 3m 12s |  |
`,
    );
  });
});

describe("a Markdown table", () => {
  test("of nodes, with those before and after", () => {
    expect(markdownTableOf(view)).toBe(`| Node | Kind | State and figures | After | Before |
| --- | --- | --- | --- | --- |
| ×31 Gen | ingest |  |  | span 41, Trainer |
| span 41 | data |  | Gen | Trainer |
| Trainer | train | deployed · 3m 12s · 12 % | span 41, Gen |  |
`);
  });

  test("hostile names are text in it", () => {
    const lines = markdownTableOf(hostile).split("\n");
    expect(lines).toHaveLength(5);
    expect(
      lines[2]
        ?.replace(/\\./g, "")
        .match(/[|<>`*_[\]]/g)
        ?.join(""),
    ).toBe("||||||");
  });
});
