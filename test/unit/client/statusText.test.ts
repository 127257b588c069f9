import { expect, test } from "vitest";
import { statusText } from "../../../client/src/statusText.ts";
import type { Status } from "../../../server/src/protocol.ts";

const now = Date.UTC(2026, 2, 1, 12);
const ready: Status = {
  isDefinition: true,
  trace: "metadata.sqlite",
  path: "/project/taxi/metadata.sqlite",
  updatedAt: now - 2 * 60_000,
  state: "ready",
  why: "Its path is written in the definition.",
  error: null,
  stale: false,
  graphlets: 14,
};

test("a trace in use: its name and age", () => {
  expect(statusText(ready, null, now)).toEqual({
    text: "Graphlet: metadata.sqlite · 2 min ago",
    tooltip: [
      "/project/taxi/metadata.sqlite",
      "14 models. Its path is written in the definition.",
      "Click to choose another trace.",
    ],
    level: "plain",
    reading: false,
  });
});

test("a stale trace warns and says why", () => {
  const old = statusText({ ...ready, stale: true, updatedAt: now - 40 * 86_400_000 }, null, now);
  expect(old?.level).toBe("warning");
  expect(old?.tooltip[0]).toBe("The newest run is old: 1 month ago.");
});

test("a trace that is being read: how far", () => {
  const text = statusText({ ...ready, state: "reading" }, 0.427, now);
  expect([text?.text, text?.reading]).toEqual(["$(sync~spin) Graphlet: metadata.sqlite 42 %", true]);
});

test("a trace that cannot be read: the one clear message", () => {
  const failed = statusText(
    { ...ready, state: "failed", error: "metadata.sqlite: not a readable SQLite file." },
    null,
    now,
  );
  expect([failed?.text, failed?.level, failed?.tooltip[0]]).toEqual([
    "$(error) Graphlet: metadata.sqlite",
    "error",
    "metadata.sqlite: not a readable SQLite file.",
  ]);
});

test("no trace", () => {
  const none: Status = { ...ready, state: "none", trace: null, path: null, updatedAt: null, why: "" };
  expect(statusText(none, null, now)?.text).toBe("Graphlet: no trace");
});

test("nothing is shown for a file that defines no pipeline", () => {
  expect(statusText({ ...ready, isDefinition: false }, null, now)).toBeNull();
});

test("a file's name brings no icons along", () => {
  expect(statusText({ ...ready, trace: "$(flame).sqlite" }, null, now)?.text).not.toContain("$(flame)");
});
