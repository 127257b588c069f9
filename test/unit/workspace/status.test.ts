import { expect, test } from "vitest";
import { describeState } from "../../../server/src/workspace/status.ts";

test("a store that cannot be read is described by the cause: its name stands beside it, the cure where it is opened", () => {
  const message =
    "metadata.sqlite: not a readable SQLite file (truncated at page 17). Nothing was changed. Restore it from a copy, or choose another trace.";
  const failure = { code: "damaged", message } as const;
  const state = { path: "/w/metadata.sqlite", phase: "failed", cut: null, early: null, failure, revision: 1 } as const;
  expect(describeState(state, 0)).toBe("not a readable SQLite file (truncated at page 17)");
});
