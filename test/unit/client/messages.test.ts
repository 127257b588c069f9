import { expect, test } from "vitest";
import { fromWebview, panelState, showGraphArguments } from "../../../client/src/messages.ts";
import type { FromWebview } from "../../../server/src/protocol.ts";

const state = { uri: "file:///a.py", pipeline: "taxi", level: "graphlet", trainer: 41, selected: "e:41" } as const;

test.each<FromWebview>([
  { type: "ready", state },
  { type: "ready", state: null },
  { type: "drawn", key: "k", nodes: 3, edges: 2, layout: "elk", layoutMs: 12.5 },
  { type: "select", node: "e:41", reveal: true },
  { type: "select", node: null, reveal: false },
  { type: "show", level: "graphlet", trainer: 41 },
  { type: "show", level: "history" },
  { type: "show", level: "pipeline", range: { from: 1, to: 2 } },
  { type: "show", level: "compare", trainer: 41, against: "run-1" },
  { type: "follow", link: { type: "compare", trainer: 41 } },
  { type: "follow", link: { type: "compare", trainer: 41, against: 12 } },
  { type: "ready", state: { ...state, level: "compare", against: 12 } },
  { type: "ready", state: { ...state, opened: ["s:e:12"], locked: true } },
  { type: "show", level: "pipeline", artifacts: true, around: "Train" },
  { type: "show", level: "graphlet", trainer: 41, opened: ["s:e:12", "s:a:3"] },
  { type: "follow", link: { type: "source", node: "Trainer" } },
  { type: "follow", link: { type: "graphlet", trainer: "run-1" } },
  { type: "follow", link: { type: "select", node: "a:2" } },
  { type: "follow", link: { type: "record", record: { type: "explanation", trainer: 41 } } },
  { type: "copy", text: "/models/1" },
  { type: "filterTraces", range: { from: 1, to: 2 } },
  { type: "exported", id: 3, format: "svg", data: "<svg/>" },
  { type: "exported", id: 4, format: "png", data: null },
  { type: "action", action: "retry" },
  { type: "error", message: "broken" },
])("takes $type", (message) => {
  expect(fromWebview(structuredClone(message))).toEqual(message);
});

test.each([
  null,
  "ready",
  [],
  {},
  { type: "run", command: "rm" },
  { type: "drawn", key: "k", nodes: -1, edges: 0, layout: "elk", layoutMs: 1 },
  { type: "drawn", key: "k", nodes: 1, edges: 0, layout: "other", layoutMs: 1 },
  { type: "select", node: 41, reveal: true },
  { type: "select", node: "e:41" },
  { type: "show", level: "fleet" },
  { type: "show", level: "pipeline", range: { from: 2, to: 1 } },
  { type: "show", level: "pipeline", range: { from: "1", to: 2 } },
  { type: "show", level: "compare", trainer: 41, against: {} },
  { type: "follow", link: { type: "compare", trainer: null } },
  { type: "show", level: "graphlet", trainer: Number.NaN },
  { type: "show", level: "graphlet", artifacts: "yes" },
  { type: "show", level: "graphlet", opened: "s:e:12" },
  { type: "show", level: "graphlet", opened: ["s:e:12", 3] },
  { type: "show", level: "graphlet", opened: Array.from({ length: 1_001 }, () => "s") },
  { type: "follow", link: { type: "file", node: "/etc/passwd" } },
  { type: "follow", link: null },
  { type: "copy", text: 41 },
  { type: "exported", id: "3", format: "svg", data: "" },
  { type: "exported", id: 3, format: "gif", data: "" },
  { type: "exported", id: 3, format: "png", data: 7 },
  { type: "filterTraces", range: { from: 1 } },
  { type: "filterTraces", range: { from: 1, to: 1e300 } },
  { type: "copy", text: "x".repeat(100_001) },
  { type: "action", action: "workbench.action.terminal.new" },
  { type: "error" },
])("refuses %j", (message) => {
  expect(fromWebview(message)).toBeNull();
});

test("takes nothing along that the protocol does not name", () => {
  expect(fromWebview({ type: "copy", text: "a", run: "it" })).toEqual({ type: "copy", text: "a" });
});

test("a kept state that is not one is no state", () => {
  expect(fromWebview({ type: "ready", state: { uri: 41 } })).toEqual({ type: "ready", state: null });
  expect(panelState({ uri: "", level: "pipeline" })).toBeNull();
  expect(panelState({ uri: "file:///a.py", level: "fleet" })).toBeNull();
});

test("a kept state loses what does not fit", () => {
  expect(
    panelState({ uri: "file:///a.py", level: "pipeline", trainer: {}, pipeline: 1, selected: [], opened: [1] }),
  ).toEqual({
    uri: "file:///a.py",
    level: "pipeline",
    trainer: null,
    pipeline: null,
    selected: null,
  });
});

test("arguments of a command link are looked at before they are believed", () => {
  const given = { uri: "file:///a.py", level: "graphlet", trainer: 41, node: "Trainer", pipeline: "taxi" };
  expect(showGraphArguments(given)).toEqual(given);
  const tradeOff = { uri: "file:///a.py", level: "history", node: "Trainer", tradeOff: true };
  expect(showGraphArguments(tradeOff)).toEqual(tradeOff);
  expect(showGraphArguments({ uri: "file:///a.py", tradeOff: "yes" })).toEqual({ uri: "file:///a.py" });
  expect(showGraphArguments({ uri: "file:///a.py", level: "all", trainer: null })).toEqual({ uri: "file:///a.py" });
  expect(showGraphArguments({ node: "Trainer" })).toBeNull();
  expect(showGraphArguments(undefined)).toBeNull();
});
