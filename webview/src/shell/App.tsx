import { useErrorBoundary, useLayoutEffect, useRef } from "preact/hooks";
import type { ViewFailure } from "../../../server/src/protocol.ts";
import { Differences } from "../compare/Differences.tsx";
import { Finding } from "../compare/Finding.tsx";
import { History } from "../history/History.tsx";
import { clearTimeline } from "../history/timeline.ts";
import { useShell } from "./context.ts";
import { Drawer } from "./Drawer.tsx";
import { Failure } from "./Failure.tsx";
import { GraphPane } from "./GraphPane.tsx";
import { isForOthers } from "./listKeys.ts";
import { Notes } from "./Notes.tsx";
import { Outline } from "./Outline.tsx";
import { Progress } from "./Progress.tsx";
import { fail } from "./painter.ts";
import { searchInputId } from "./SearchBox.tsx";
import { TopBar } from "./TopBar.tsx";

/** The whole panel. */
export function App() {
  const { store } = useShell();
  const frame = useRef<HTMLDivElement>(null);
  const [error] = useErrorBoundary((thrown) => fail(store, thrown));

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const measure = (): void => {
      store.panel.value = { width: element.clientWidth, height: element.clientHeight };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [store]);

  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (isForOthers(event)) return;
      if (event.key === "Escape") clear(store);
      else if (isText(event.target)) return;
      else if (event.key === "/") document.getElementById(searchInputId)?.focus();
      else if (event.key === "[" || event.key === "]") store.step(event.key === "[" ? -1 : 1);
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [store]);

  const failure = store.failure.value;
  const isOver = failure !== null && !error && (store.history.value !== null || store.scene.value !== null);
  const look = store.look.value;
  return (
    <div class={`app ${store.wide.value ? "wide" : "tall"}`} ref={frame}>
      <TopBar />
      <main>
        <Progress />
        {isOver && <Failure failure={failure} over />}
        {(failure && !isOver) || error ? (
          <Failure failure={failure ?? notShown} />
        ) : store.history.value ? (
          <History />
        ) : (
          <div class="content">
            <div class="heading">
              <Finding />
              <Notes />
            </div>
            <Outline shown={look.outline} />
            <GraphPane />
            {look.details && (store.selected.value === null ? <Differences /> : <Drawer />)}
          </div>
        )}
      </main>
      <div class="visually-hidden" role="status">
        {store.announcement.value}
      </div>
    </div>
  );
}

const notShown: ViewFailure = { type: "failure", message: "The graph could not be shown.", action: "retry" };

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches("input, textarea");

/** Escape: first the search, then the selection; in the history the range, then the marked models. */
function clear(store: ReturnType<typeof useShell>["store"]): void {
  if (store.history.value) clearTimeline(store.timeline);
  else if (store.query.value !== "") store.query.value = "";
  else if (store.selected.value !== null) store.select(null, false);
}
