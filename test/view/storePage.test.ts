import { describe, expect, it } from "vitest";
import type { FromStorePage, StoreFailure, StorePage, ToStorePage } from "../../server/src/protocol.ts";
import type { Panel, PanelOptions } from "./support/panel.ts";
import { type Theme, themes } from "./support/themes.ts";
import { useView } from "./support/useView.ts";
import { violations } from "./support/violations.ts";

const openView = useView();
const open = (options: PanelOptions = {}): Promise<Panel> => openView({ width: 900, ...options, script: "storePage" });

const target = { uri: "file:///project/pipeline.py", pipeline: "taxi_tips", defined: true };
const figures = { runs: 139, lastRun: "1 week ago" };
const store: StorePage = {
  type: "store",
  name: "metadata.sqlite",
  path: "/data/output/taxi/metadata.sqlite",
  kind: "ML Metadata, schema 10",
  note: null,
  facts: [
    { label: "Models", value: "305, 38 deployed" },
    { label: "Executions", value: "1,884" },
    { label: "Compute time", value: "20 d" },
    { label: "Wasted", value: "16.3 d · 81 %" },
  ],
  pipelines: [
    {
      name: "taxi_tips",
      label: "taxi_tips",
      target,
      models: 305,
      deployed: 38,
      wasted: 266,
      cost: "20 d",
      wastedCost: "16.3 d",
      costShare: 1,
      wastedShare: 0.81,
      ...figures,
    },
    {
      name: null,
      label: "no pipeline",
      target: { uri: "graphlet-store:/data/x", defined: false },
      models: 0,
      deployed: 0,
      wasted: 0,
      cost: "3m 12s",
      wastedCost: "",
      costShare: 0.0001,
      wastedShare: 0,
      ...figures,
    },
  ],
  totalPipelines: 2,
  waste: [
    {
      node: "Trainer.challenger",
      label: "Trainer.challenger",
      pipeline: "taxi_tips",
      pipelineLabel: "taxi_tips",
      target,
      wasted: "8.1 d · 100 % of 8.1 d",
      runs: 135,
    },
  ],
};
const failure = (reason: StoreFailure["reason"]): StoreFailure => ({
  type: "failure",
  reason,
  message: "metadata.sqlite: not a readable SQLite file (truncated at page 17). Nothing was changed.",
});

const show = (panel: Panel, page: StorePage): Promise<void> => panel.send({ type: "page", page });
const reading = (panel: Panel, share: number | null): Promise<void> =>
  panel.send({ type: "reading", share } satisfies ToStorePage);
const sentLast = async (panel: Panel): Promise<FromStorePage | undefined> =>
  ((await panel.sent()) as readonly unknown[] as readonly FromStorePage[]).at(-1);

describe("a store's page", () => {
  it("has its name, figures, pipelines and the worst nodes", async () => {
    const { page } = await shown(store);
    await expect
      .poll(() => page.getByRole("heading").allTextContents())
      .toEqual(["metadata.sqlite", "Pipelines", "What wasted most"]);
    await expect.poll(() => page.locator("dd").allTextContents()).toContain("305, 38 deployed");
    await expect.poll(() => page.getByRole("row").nth(1).textContent()).toContain("20 d, 16.3 d wasted");
  });

  it("leads to graphs, to the side bar and to records", async () => {
    const panel = await shown(store);
    await panel.page.getByRole("button", { name: "taxi_tips", exact: true }).click();
    await expect.poll(() => sentLast(panel)).toEqual({ type: "show", what: "graph", pipeline: "taxi_tips" });
    await panel.page.getByRole("button", { name: "Runs of no pipeline in the side bar" }).click();
    await expect.poll(() => sentLast(panel)).toEqual({ type: "show", what: "tree", pipeline: null });
    await panel.page.getByRole("button", { name: "Trainer.challenger" }).click();
    await expect
      .poll(() => sentLast(panel))
      .toEqual({ type: "record", pipeline: "taxi_tips", node: "Trainer.challenger" });
  });

  it("is all within reach of the keyboard", async () => {
    const panel = await shown(store);
    const reached: string[] = [];
    for (let step = 0; step < 8; step++) {
      await panel.page.keyboard.press("Tab");
      reached.push(await panel.page.evaluate(() => document.activeElement?.textContent?.slice(0, 20) ?? ""));
    }
    expect(reached).toEqual(
      expect.arrayContaining(["Copy Path", "Open With…", "taxi_tips", "Models", "Trainer.challenger"]),
    );
  });

  it("without executions says so", async () => {
    const { page } = await shown({ ...store, pipelines: [], totalPipelines: 0, waste: [] });
    await page.getByText("This store holds no executions yet.").waitFor();
    await expect.poll(() => page.getByRole("table").count()).toBe(0);
  });

  it("says where its figures are from before", async () => {
    const { page } = await shown({ ...store, note: "metadata.sqlite: locked." });
    await expect
      .poll(() => page.getByRole("status").textContent())
      .toBe("metadata.sqlite: locked. These are the figures from before.");
  });

  it("says how many pipelines it leaves out", async () => {
    const { page } = await shown({ ...store, totalPipelines: 1234 });
    await page.getByText("The 2 dearest of 1,234.").waitFor();
  });

  it("takes names for text", async () => {
    const evil = "<img src=x onerror=alert(1)>";
    const { page } = await shown({ ...store, name: evil });
    await expect.poll(() => page.locator("h1").textContent()).toBe(evil);
    await expect.poll(() => page.locator("img").count()).toBe(0);
  });

  it.each([640, 560])("has room for its table at %i pixels, however long a name is", async (width) => {
    const [first] = store.pipelines;
    const pipelines = first ? [{ ...first, label: `generated_${"x".repeat(200)}` }] : [];
    const { page } = await shown({ ...store, pipelines }, { width });
    await expect.poll(() => page.locator(".scroll").evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
    await expect
      .poll(() =>
        page
          .getByRole("row")
          .nth(1)
          .evaluate((row) => row.clientHeight < 60),
      )
      .toBe(true);
  });

  it("has room at 320 pixels: the table scrolls by itself", async () => {
    const { page } = await shown(store, { width: 320 });
    await expect.poll(() => page.locator("#root").evaluate((root) => root.scrollWidth <= root.clientWidth)).toBe(true);
  });

  async function shown(page: StorePage, options?: PanelOptions): Promise<Panel> {
    const panel = await open(options);
    await show(panel, page);
    await panel.page.locator("h1").waitFor();
    return panel;
  }
});

describe("reading", () => {
  it("says how far it is and can be ended", async () => {
    const panel = await open();
    await reading(panel, 0.43);
    await panel.page.getByText("Reading the store: 43 %").waitFor();
    await panel.page.getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => sentLast(panel)).toEqual({ type: "action", action: "cancel" });
  });

  it("keeps the figures that were there", async () => {
    const panel = await open();
    await show(panel, store);
    await reading(panel, null);
    await panel.page.getByRole("progressbar").waitFor();
    await expect.poll(() => panel.page.locator("h1").textContent()).toBe("metadata.sqlite");
    await show(panel, store);
    await expect.poll(() => panel.page.getByRole("progressbar").count()).toBe(0);
  });
});

describe("a failure", () => {
  it.each([
    ["cancelled", "Reading was cancelled", ["Retry", "Open With…"]],
    ["not-a-trace", "Not a store that Graphlet reads", ["Open With…", "Retry"]],
    ["failed", "The store cannot be read", ["Retry", "Show Log", "Open With…"]],
  ] as const)("that is %s says what happened and what to do", async (reason, title, buttons) => {
    const panel = await open();
    await show(panel, failure(reason));
    await expect.poll(() => panel.page.locator("h1").textContent()).toBe(title);
    await expect.poll(() => panel.page.getByRole("button").allTextContents()).toEqual(buttons);
    await panel.page.getByRole("button", { name: "Retry" }).click();
    await expect.poll(() => sentLast(panel)).toEqual({ type: "action", action: "retry" });
  });
});

it("a message that is not understood is told to the extension alone", async () => {
  const panel = await open();
  await panel.send({ type: "page", page: { type: "store" } });
  expect(await panel.sentLast("error")).toEqual({ type: "error", message: 'Message "page" is not as agreed.' });
  await panel.clear();
});

describe("axe finds nothing", () => {
  const states: Record<string, StorePage> = { figures: store, failure: failure("failed") };
  for (const theme of Object.keys(themes) as Theme[]) {
    for (const [name, page] of Object.entries(states)) {
      it(`in ${theme}: ${name}`, async () => {
        const panel = await open({ theme });
        await show(panel, page);
        await panel.page.locator("h1").waitFor();
        expect(await violations(panel)).toEqual([]);
      });
    }
  }
});
