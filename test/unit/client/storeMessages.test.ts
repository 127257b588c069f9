import { describe, expect, test } from "vitest";
import { fromStorePage } from "../../../client/src/store/messages.ts";

describe("messages of a store's page", () => {
  test.each([
    { type: "ready" },
    { type: "show", what: "graph", pipeline: "taxi" },
    { type: "show", what: "tree", pipeline: null },
    { type: "record", pipeline: null, node: "Trainer" },
    { type: "action", action: "cancel" },
    { type: "error", message: "no" },
  ])("%j is one", (message) => {
    expect(fromStorePage({ ...message, more: 1 })).toEqual(message);
  });

  test.each([
    null,
    "ready",
    { type: "show", what: "file", pipeline: "taxi" },
    { type: "show", what: "graph", pipeline: 5 },
    { type: "record", pipeline: "taxi" },
    { type: "action", action: "delete" },
    { type: "error" },
    { type: "other" },
  ])("%j is none", (message) => {
    expect(fromStorePage(message)).toBeNull();
  });
});
