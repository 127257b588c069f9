import "./styles/main.css";
import { render } from "preact";
import type { ToWebview } from "../../server/src/protocol.ts";
import { drawGraph } from "./export/drawGraph.ts";
import { drawHistory } from "./export/drawHistory.ts";
import { exportPicture } from "./export/exportPicture.ts";
import { createCanvas } from "./graph/canvas.ts";
import { createMeasure } from "./graph/measure.ts";
import { connectHost, readMessage } from "./host.ts";
import { createElkEngine } from "./layout/elkEngine.ts";
import { defaultDeadline } from "./layout/layoutGraph.ts";
import { createQuickEngine } from "./layout/quickEngine.ts";
import { createCollector } from "./parts.ts";
import { App } from "./shell/App.tsx";
import { ShellContext } from "./shell/context.ts";
import { createInbox } from "./shell/inbox.ts";
import { keepState } from "./shell/keepState.ts";
import { fail, startPainter } from "./shell/painter.ts";
import { receive } from "./shell/receive.ts";
import { readPanelState } from "./shell/saved.ts";
import { createStore, type Store } from "./shell/store.ts";

function start(element: HTMLElement): void {
  const host = connectHost();
  const report = (message: string): void => host.post({ type: "error", message: message.slice(0, 2_000) });
  window.addEventListener("error", (event) => report(event.message));
  window.addEventListener("unhandledrejection", (event) => report(String(event.reason)));
  document.addEventListener("securitypolicyviolation", (event) =>
    report(`Blocked by the content security policy: ${event.violatedDirective} ${event.blockedURI}`),
  );

  const saved = host.readState();
  const store = createStore(host.post, saved);
  const panel = readPanelState(saved);
  store.artifacts.value = panel?.artifacts === true;
  const canvas = createCanvas(motionIsUnwelcome, () => rememberView());
  const elk = createElkEngine(element.dataset["worker"] ?? "");
  elk.warm();
  const engines = { elk, quick: createQuickEngine(element.dataset["quickWorker"] ?? "") };
  const deadline = Number(element.dataset["deadline"]) || defaultDeadline;
  const painter = startPainter({ store, canvas, measure: createMeasure(element), engines, deadline });

  let timer: ReturnType<typeof setTimeout> | undefined;
  const rememberView = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const scene = store.scene.peek();
      if (!scene || !canvas.viewport.touched()) return;
      const { left, top } = canvas.viewport.area();
      const { scale } = canvas.viewport.view();
      const { direction } = scene.placement;
      store.changeLook({ view: { scale, left, top, key: scene.graph.view.key, direction } });
    }, 200);
  };

  const answer = (asked: Extract<ToWebview, { type: "export" }>): void => {
    exportPicture(shownPicture(store), asked)
      .catch(() => ({ type: "exported", id: asked.id, format: asked.format, data: null }) as const)
      .then(host.post);
  };
  const collect = createCollector();
  const inbox = createInbox((message, index) => {
    try {
      if (message.type === "export") answer(message);
      else receive(store, message, index);
    } catch (error) {
      fail(store, error);
    }
  });
  window.addEventListener("message", (event) => {
    const message = readMessage(event.data);
    if (typeof message === "string") {
      report(message);
      return;
    }
    const whole = collect(message);
    if (whole) inbox(whole);
  });
  render(
    <ShellContext.Provider value={{ store, canvas, painter }}>
      <App />
    </ShellContext.Provider>,
    element,
  );
  keepState(store, host.writeState);
  host.post({ type: "ready", state: panel });
}

/** What is shown, as a picture that stands alone: a graph whole, of a history the part that is in view. */
function shownPicture({ history, timeline, scene, panel }: Store): SVGSVGElement | null {
  const index = history.peek() && timeline.index.peek();
  if (index) {
    const width = Math.max(leastHistory, panel.peek().width);
    const [spacing, window] = [timeline.spacing.peek(), timeline.shown.peek()];
    return drawHistory({ index, spacing, window, width, opened: timeline.opened.peek() });
  }
  const drawn = scene.peek();
  return drawn && drawGraph(drawn.graph, drawn.placement, drawn.measure);
}

/** Pixels that a history is wide at least where it leaves the editor. */
const leastHistory = 960;

function motionIsUnwelcome(): boolean {
  return (
    document.body.classList.contains("vscode-reduce-motion") ||
    window.matchMedia("(prefers-reduced-motion: reduce)").matches
  );
}

const root = document.getElementById("root");
if (root) start(root);
