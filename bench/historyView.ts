import { leftColumn, rightColumn, table } from "../server/src/cli/table.ts";
import { historyOf } from "../test/view/fixtures/history.ts";
import { newPage, openPanel, startBrowser } from "../test/view/support/panel.ts";
import { startViewServer } from "../test/view/support/server.ts";
import { type Frames, handOver, measureGesture, measurePaint, watchTasks } from "./viewProbe.ts";

export interface HistoryBench {
  /** Models of the histories. */
  readonly sizes: readonly number[];
  /** How often each history is opened anew. */
  readonly runs: number;
}

interface Figures {
  readonly paint: number;
  readonly pan: Frames;
  readonly zoom: Frames;
  readonly deep: Frames;
  readonly paintTask: number;
  readonly gestureTask: number;
}

/**
 * The history in headless Chromium without a graphics processor: first paint after the model arrived, frames while it is moved and
 * scaled, at first and where single models are seen, and the longest task of the page's thread in time of the processor. Milliseconds.
 */
export async function benchHistory({ sizes, runs }: HistoryBench): Promise<readonly string[]> {
  const server = await startViewServer();
  const browser = await startBrowser(["--disable-frame-rate-limit", "--disable-gpu-vsync"]);
  const measure = async (size: number): Promise<Figures> => {
    const panel = await openPanel(await newPage(browser), server.origin, { width: 1200, height: 800 });
    try {
      await panel.page.waitForTimeout(1_500);
      await handOver(panel.page, historyOf(size, { lanes: ["Trainer", "Trainer.challenger", "Ranker"], every: 6 }));
      const painting = await watchTasks(panel.page);
      const paint = await measurePaint(panel.page, "arrival");
      await panel.page.waitForTimeout(500);
      const paintTask = await painting();
      const moving = await watchTasks(panel.page);
      const pan = await measureGesture(panel.page, "pan", "history");
      const zoom = await measureGesture(panel.page, "zoom", "history");
      await panel.page.locator("#history").focus();
      for (let key = 0; key < 12; key++) await panel.page.keyboard.press("+");
      await panel.page.waitForTimeout(300);
      const deep = await measureGesture(panel.page, "pan", "history");
      return { paint, pan, zoom, deep, paintTask, gestureTask: await moving() };
    } finally {
      await panel.close();
    }
  };
  try {
    const rows: string[][] = [];
    for (const size of sizes) {
      const figures: Figures[] = [];
      for (let run = 0; run < runs; run++) figures.push(await measure(size));
      rows.push(rowOf(size, figures));
    }
    return [
      `History, 1,200 × 800 pixels, software rendering, no frame limit; medians of ${runs} runs; frames: median / 95th percentile`,
      "",
      ...table([leftColumn("models"), ...columns.map(rightColumn)], rows),
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
}

const columns = ["first paint", "pan", "zoom", "pan near", "longest task: paint", "gestures"];

function rowOf(size: number, figures: readonly Figures[]): string[] {
  const middle = (figure: (one: Figures) => number): number => median(figures.map(figure));
  const frames = (of: (one: Figures) => Frames): string =>
    `${middle((one) => of(one).median).toFixed(1)} / ${middle((one) => of(one).slow).toFixed(1)}`;
  return [
    size.toLocaleString("en-US"),
    middle(({ paint }) => paint).toFixed(0),
    frames(({ pan }) => pan),
    frames(({ zoom }) => zoom),
    frames(({ deep }) => deep),
    middle(({ paintTask }) => paintTask).toFixed(0),
    middle(({ gestureTask }) => gestureTask).toFixed(0),
  ];
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
