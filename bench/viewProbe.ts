import type { Page } from "playwright-core";
import { viewMessages } from "../client/src/viewMessages.ts";
import type { GraphView, HistoryView } from "../server/src/protocol.ts";

/** Times between frames, in milliseconds. */
export interface Frames {
  readonly median: number;
  /** 95th percentile. */
  readonly slow: number;
}

/** Starts to watch how long tasks hold the page's thread; what it gives tells the longest since, in milliseconds of the processor. */
export async function watchTasks(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  const events: { readonly name?: string; readonly tdur?: number; readonly tid?: number; readonly pid?: number }[] = [];
  const names = new Map<string, string>();
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const event of value as {
      name?: string;
      dur?: number;
      tid?: number;
      pid?: number;
      args?: { name?: string };
    }[]) {
      if (event.name === "thread_name") names.set(`${event.pid} ${event.tid}`, String(event.args?.name));
      else if (event.name === "ThreadControllerImpl::RunTask") events.push(event);
    }
  });
  await session.send("Tracing.start", {
    traceConfig: { includedCategories: ["toplevel"] },
    transferMode: "ReportEvents",
  });
  return async () => {
    const done = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
    await session.send("Tracing.end");
    await done;
    await session.detach();
    const isPage = ({ pid, tid }: (typeof events)[number]): boolean => names.get(`${pid} ${tid}`) === "CrRendererMain";
    return Math.max(0, ...events.filter(isPage).map(({ tdur }) => (tdur ?? 0) / 1_000));
  };
}

interface ProbeWindow {
  sent: { readonly type: string }[];
  waiting: readonly unknown[];
}

/** Hands a view to the page, in the messages in which the extension sends it, to be measured when they arrive. */
export async function handOver(page: Page, view: GraphView | HistoryView): Promise<void> {
  await page.evaluate(
    (texts) => {
      (window as unknown as ProbeWindow).waiting = texts.map((text) => JSON.parse(text) as unknown);
    },
    viewMessages({ type: "view", view, select: null }).map((message) => JSON.stringify(message)),
  );
  await page.waitForTimeout(200);
}

/** Milliseconds from a view's arrival, or from when all of it was asked for, to the frame after its picture was drawn; NaN where all is there. */
export function measurePaint(page: Page, cause: "arrival" | "all"): Promise<number> {
  return page.evaluate(async (of) => {
    const { sent, waiting } = window as unknown as ProbeWindow;
    sent.length = 0;
    const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);
    await frame();
    const buttons = Array.from(document.querySelectorAll<HTMLButtonElement>(".notes button"));
    const all = buttons.find(({ textContent }) => textContent === "Show All");
    if (of === "all" && !all) return Number.NaN;
    const from = performance.now();
    if (of === "all") all?.click();
    else for (const message of waiting) window.postMessage(message, "*");
    while (!sent.some(({ type }) => type === "drawn")) {
      if (performance.now() - from > 20_000) throw new Error("Nothing was drawn within 20 s.");
      await new Promise((resolve) => setTimeout(resolve));
    }
    await frame();
    await frame();
    await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - from;
  }, cause);
}

/** Scales the picture down until it is drawn as from afar. */
export async function goFar(page: Page): Promise<void> {
  const board = await page.locator("#graph").boundingBox();
  await page.mouse.move((board?.x ?? 0) + (board?.width ?? 0) / 2, (board?.y ?? 0) + (board?.height ?? 0) / 2);
  await page.keyboard.down("Control");
  for (let turn = 0; turn < 20 && (await page.locator("svg.canvas.plain").count()) === 0; turn++) {
    await page.mouse.wheel(0, 20);
    await page.waitForTimeout(150);
  }
  await page.keyboard.up("Control");
  await page.waitForTimeout(500);
}

/** Turns the wheel once a frame, as a hand does that moves the picture about or scales it in and out. */
export function measureGesture(page: Page, gesture: "pan" | "zoom", id = "graph"): Promise<Frames> {
  return page.evaluate(
    async ([what, board]) => {
      const canvas = document.querySelector(`#${board} > *`);
      const { left, top, width, height } = document.getElementById(board)?.getBoundingClientRect() ?? new DOMRect();
      const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true };
      const times: number[] = [];
      let before = performance.now();
      for (let frame = 0; frame < 120; frame++) {
        const way = frame < 60 ? 1 : -1;
        const turn = what === "pan" ? { deltaX: 12 * way, deltaY: 18 * way } : { deltaY: -2 * way, ctrlKey: true };
        canvas?.dispatchEvent(new WheelEvent("wheel", { ...at, ...turn }));
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        if (frame >= 5) times.push(now - before);
        before = now;
      }
      times.sort((a, b) => a - b);
      const share = (part: number): number => times[Math.floor((times.length - 1) * part)] ?? Number.NaN;
      return { median: share(0.5), slow: share(0.95) };
    },
    [gesture, id] as const,
  );
}
