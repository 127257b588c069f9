import type { Browser } from "playwright-core";
import { leftColumn, rightColumn, table } from "../server/src/cli/table.ts";
import { runsView } from "../test/view/fixtures/large.ts";
import { openPanel, type Panel, startBrowser } from "../test/view/support/panel.ts";
import { startViewServer } from "../test/view/support/server.ts";
import { type Frames, goFar, handOver, measureGesture, measurePaint, watchTasks } from "./viewProbe.ts";

export interface ViewBench {
  /** Nodes of the graphs. */
  readonly sizes: readonly number[];
  /** How often each picture is opened anew. */
  readonly runs: number;
}

/**
 * The graph view in headless Chromium without a graphics processor: first paint after the model arrived, frames while a
 * picture is moved and scaled, and the longest task of the page's thread in time of the processor. Milliseconds.
 */
export async function benchView({ sizes, runs }: ViewBench): Promise<readonly string[]> {
  const server = await startViewServer();
  const browser = await startBrowser(["--disable-frame-rate-limit", "--disable-gpu-vsync"]);
  try {
    const rows: string[][] = [];
    for (const size of sizes) rows.push(await measureSize(browser, server.origin, size, runs));
    const elk: number[] = [];
    for (let run = 0; run < runs; run++) elk.push(await measureElk(browser, server.origin));
    return [
      `Graph view, 1,200 × 800 pixels, software rendering, no frame limit; medians of ${runs} runs; frames: median / 95th percentile`,
      "",
      ...table([leftColumn("nodes"), ...columns.map(rightColumn)], rows),
      "",
      `ELK, 200 nodes, in its warm worker: ${median(elk).toFixed(0)} ms`,
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
}

const columns = ["first paint", "all of it", "pan near", "pan far", "zoom", "longest task: paint", "gestures"];

interface Figures {
  readonly paint: number;
  /** All nodes, where the picture begins small. */
  readonly whole: number;
  readonly near: Frames;
  readonly far: Frames;
  readonly zoom: Frames;
  readonly paintTask: number;
  readonly gestureTask: number;
}

async function measureSize(browser: Browser, origin: string, size: number, runs: number): Promise<string[]> {
  const figures: Figures[] = [];
  for (let run = 0; run < runs; run++)
    figures.push(await onPanel(browser, origin, (panel) => measureOnce(panel, size)));
  const middle = (figure: (figures: Figures) => number): number => median(figures.map(figure));
  const frames = (of: (figures: Figures) => Frames): string =>
    `${middle((one) => of(one).median).toFixed(1)} / ${middle((one) => of(one).slow).toFixed(1)}`;
  return [
    size.toLocaleString("en-US"),
    middle(({ paint }) => paint).toFixed(0),
    Number.isNaN(middle(({ whole }) => whole)) ? "–" : middle(({ whole }) => whole).toFixed(0),
    frames(({ near }) => near),
    frames(({ far }) => far),
    frames(({ zoom }) => zoom),
    middle(({ paintTask }) => paintTask).toFixed(0),
    middle(({ gestureTask }) => gestureTask).toFixed(0),
  ];
}

async function measureOnce(panel: Panel, size: number): Promise<Figures> {
  await handOver(panel.page, runsView(size));
  const painting = await watchTasks(panel.page);
  const paint = await measurePaint(panel.page, "arrival");
  await panel.page.waitForTimeout(1_000);
  const whole = await measurePaint(panel.page, "all");
  await panel.page.waitForTimeout(1_000);
  const paintTask = await painting();
  const moving = await watchTasks(panel.page);
  const near = await measureGesture(panel.page, "pan");
  await goFar(panel.page);
  const far = await measureGesture(panel.page, "pan");
  const zoom = await measureGesture(panel.page, "zoom");
  return { paint, whole, near, far, zoom, paintTask, gestureTask: await moving() };
}

const measureElk = (browser: Browser, origin: string): Promise<number> =>
  onPanel(browser, origin, async (panel) => {
    await panel.draw(runsView(24));
    await panel.draw(runsView(200));
    return (await panel.sentLast("drawn")).layoutMs;
  });

/** In a new panel, once its layout workers have started. */
async function onPanel<T>(browser: Browser, origin: string, work: (panel: Panel) => Promise<T>): Promise<T> {
  const panel = await openPanel(browser, origin, { width: 1200, height: 800 });
  try {
    await panel.page.waitForTimeout(1_500);
    await panel.page.locator("body").click({ force: true });
    return await work(panel);
  } finally {
    await panel.close();
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
