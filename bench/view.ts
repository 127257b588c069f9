import type { Browser } from "playwright-core";
import { leftColumn, rightColumn, table } from "../server/src/cli/table.ts";
import { runsView } from "../test/view/fixtures/large.ts";
import { newPage, openPanel, type Panel, startBrowser } from "../test/view/support/panel.ts";
import { startViewServer } from "../test/view/support/server.ts";
import { type Frames, goFar, handOver, measureGesture, measurePaint, watchTasks } from "./viewProbe.ts";

export interface ViewBench {
  /** Nodes of the graphs. */
  readonly sizes: readonly number[];
  /** How often each picture is opened anew. */
  readonly runs: number;
}

/**
 * The graph view in headless Chromium without a graphics processor, a line a figure: first paint after the model arrived,
 * frames while a picture is moved and scaled, and the longest task of the page's thread in time of the processor. Milliseconds.
 */
export async function benchView({ sizes, runs }: ViewBench): Promise<readonly string[]> {
  const server = await startViewServer();
  const browser = await startBrowser(["--disable-frame-rate-limit", "--disable-gpu-vsync"]);
  try {
    const bySize: Figures[][] = [];
    for (const size of sizes) bySize.push(await measureSize(browser, server.origin, size, runs));
    const elk = await measureElk(browser, server.origin, runs);
    const names = sizes.map((size) => rightColumn(`${size.toLocaleString("en-US")} nodes`));
    return [
      `Graph view, 1,200 × 800 pixels, software rendering, no frame limit; milliseconds, medians of ${runs} runs; frames: median / 95th percentile`,
      "",
      ...table(
        [leftColumn("figure"), ...names, leftColumn("target at the largest")],
        lines.map(({ name, target, of }) => [name, ...bySize.map(of), target]),
      ),
      "",
      `ELK, ${elkNodes} nodes, in its warm worker: ${median(elk).toFixed(0)} ms, slowest of ${elk.length} ${Math.max(...elk).toFixed(0)} ms (target: under 400)`,
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
}

interface Figures {
  readonly paint: number;
  /** All nodes, where the picture begins small. */
  readonly whole: number;
  readonly near: Frames;
  readonly nearZoom: Frames;
  readonly far: Frames;
  readonly farZoom: Frames;
  readonly paintTask: number;
  readonly gestureTask: number;
}

interface Line {
  readonly name: string;
  readonly target: string;
  readonly of: (figures: readonly Figures[]) => string;
}

const middle = (figures: readonly Figures[], figure: (one: Figures) => number): string => {
  const value = median(figures.map(figure));
  return Number.isNaN(value) ? "–" : value.toFixed(0);
};
const number = (name: string, target: string, figure: (one: Figures) => number): Line => ({
  name,
  target,
  of: (figures) => middle(figures, figure),
});
const frames = (name: string, frame: (one: Figures) => Frames): Line => ({
  name,
  target: "< 16 / < 33",
  of: (figures) =>
    [median(figures.map((one) => frame(one).median)), median(figures.map((one) => frame(one).slow))]
      .map((value) => value.toFixed(1))
      .join(" / "),
});

const lines: readonly Line[] = [
  number("first paint", "< 250", ({ paint }) => paint),
  number("all of it, once asked for", "", ({ whole }) => whole),
  frames("pan near, frame", ({ near }) => near),
  frames("zoom near, frame", ({ nearZoom }) => nearZoom),
  frames("pan far, frame", ({ far }) => far),
  frames("zoom far, frame", ({ farZoom }) => farZoom),
  number("longest task, painting", "< 50", ({ paintTask }) => paintTask),
  number("longest task, moving", "< 50", ({ gestureTask }) => gestureTask),
];

async function measureSize(browser: Browser, origin: string, size: number, runs: number): Promise<Figures[]> {
  const figures: Figures[] = [];
  for (let run = 0; run < runs; run++)
    figures.push(await onPanel(browser, origin, (panel) => measureOnce(panel, size)));
  return figures;
}

async function measureOnce({ page }: Panel, size: number): Promise<Figures> {
  await handOver(page, runsView(size));
  const painting = await watchTasks(page);
  const paint = await measurePaint(page, "arrival");
  await page.waitForTimeout(settling);
  const whole = await measurePaint(page, "all");
  await page.waitForTimeout(settling);
  const paintTask = await painting();
  const moving = await watchTasks(page);
  const near = await measureGesture(page, "pan");
  const nearZoom = await measureGesture(page, "zoom");
  await goFar(page);
  const far = await measureGesture(page, "pan");
  const farZoom = await measureGesture(page, "zoom");
  return { paint, whole, near, nearZoom, far, farZoom, paintTask, gestureTask: await moving() };
}

/** Milliseconds in which what a picture leaves for later is done. */
const settling = 500;

const elkNodes = 204;

/** Views of as many nodes and other names, so that each is laid out, one after another in one worker. */
const measureElk = (browser: Browser, origin: string, runs: number): Promise<readonly number[]> =>
  onPanel(browser, origin, async (panel) => {
    const times: number[] = [];
    for (let run = 0; run <= runs; run++) {
      await panel.draw({ ...runsView(elkNodes), key: `runs ${run}` });
      times.push((await panel.sentLast("drawn")).layoutMs);
    }
    return times.slice(1);
  });

/** In a new panel, once its layout workers have started. */
async function onPanel<T>(browser: Browser, origin: string, work: (panel: Panel) => Promise<T>): Promise<T> {
  const panel = await openPanel(await newPage(browser), origin, { width: 1200, height: 800 });
  try {
    await panel.page.waitForTimeout(1_200);
    return await work(panel);
  } finally {
    await panel.close();
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
