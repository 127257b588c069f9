import { describe, expect, it } from "vitest";
import { mostOpened, openStack } from "../../../webview/src/fold/openStacks.ts";

describe("stacks that are open", () => {
  it("are the last ones that were opened", () => {
    const opened = new Set<string>();
    for (let stack = 0; stack < mostOpened + 2; stack++) openStack(opened, `s:${stack}`);
    expect([opened.size, opened.has("s:1"), opened.has("s:2")]).toEqual([mostOpened, false, true]);
  });

  it("are late again when they are opened again", () => {
    const opened = new Set(["s:1", "s:2"]);
    openStack(opened, "s:1");
    expect([...opened]).toEqual(["s:2", "s:1"]);
  });
});
