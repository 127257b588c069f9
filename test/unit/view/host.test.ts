import { describe, expect, it } from "vitest";
import { readMessage } from "../../../webview/src/host.ts";
import { readLook, readPanelState } from "../../../webview/src/shell/saved.ts";
import { dateText, progressText } from "../../../webview/src/shell/words.ts";
import { taxiPipeline } from "../../view/fixtures/taxi.ts";

describe("messages of the host", () => {
  it.each([
    { type: "loading", what: "Reading metadata.sqlite" },
    { type: "view", view: taxiPipeline, select: null },
    { type: "view", view: { type: "failure", message: "No trace.", action: null }, select: null },
    { type: "details", node: "a", details: null },
    { type: "selectDefinitionNode", node: "Trainer" },
    { type: "progress", progress: { path: "/a.sqlite", phase: "reading", share: 0.5 } },
  ])("are taken as they are: $type", (message) => {
    expect(readMessage(message)).toBe(message);
  });

  it.each([
    [null, "A message without a type came in."],
    ["text", "A message without a type came in."],
    [{ type: "future" }, 'Message of unknown type "future".'],
    [{ type: "constructor" }, 'Message of unknown type "constructor".'],
    [{ type: "loading" }, "Message loading is not as agreed."],
    [{ type: "view", view: { type: "graph", key: "k", nodes: 7 }, select: null }, "Message view is not as agreed."],
  ])("%j is refused with a sentence", (message, expected) => {
    expect(readMessage(message)).toBe(expected);
  });
});

describe("kept state", () => {
  const panel = { uri: "file:///p.py", pipeline: null, level: "graphlet", trainer: 7, selected: "e:7" };
  it("is read back", () => {
    expect(readPanelState({ ...panel, artifacts: true, look: {} })).toEqual({ ...panel, artifacts: true });
    const look = {
      direction: "right",
      outline: true,
      details: false,
      minimap: false,
      view: { key: "k", direction: "down", scale: 1, left: 2, top: 3 },
    };
    expect(readLook({ ...panel, look })).toEqual(look);
  });

  it.each([undefined, null, "x", {}, { ...panel, level: "fleet" }, { ...panel, trainer: {} }])(
    "%j is no panel's state",
    (state) => {
      expect(readPanelState(state)).toBeNull();
    },
  );

  it("falls back to the first look where it is odd", () => {
    const first = { direction: "auto", outline: false, details: true, minimap: true, view: null };
    expect(readLook(undefined)).toEqual(first);
    expect(
      readLook({ look: { direction: "up", outline: 1, view: { key: "k", direction: "down", scale: "x" } } }),
    ).toEqual(first);
  });
});

describe("words", () => {
  it.each([
    [{ path: "/data/metadata.sqlite", phase: "reading", share: 0.431 }, "Reading metadata.sqlite: 43 %"],
    [{ path: "C:\\data\\store.db", phase: "opening", share: null }, "Reading store.db"],
    [{ path: "/m.sqlite", phase: "cutting", share: 2 }, "Cutting m.sqlite into graphlets: 100 %"],
    [{ path: "/m.sqlite", phase: "done", share: 1 }, null],
    [{ path: "/m.sqlite", phase: "failed", share: null }, null],
  ] as const)("progress %j reads %j", (progress, expected) => {
    expect(progressText(progress)).toBe(expected);
  });

  it("names the year of a date where it is another one", () => {
    const now = Date.UTC(2026, 10, 20);
    expect(dateText(Date.UTC(2026, 5, 15, 12), now, "en-US")).toMatch(/^Jun 15, \d\d:\d\d [AP]M$/);
    expect(dateText(Date.UTC(2025, 5, 15, 12), now, "en-US")).toMatch(/^Jun 15, 2025, /);
    expect(dateText(null, now, "en-US")).toBe("");
  });
});
