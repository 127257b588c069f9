import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { counted } from "../graph/graphIndex.ts";
import { oneLine } from "../graph/label.ts";
import { at } from "../graph/rows.ts";
import { useShell } from "../shell/context.ts";
import { Axis, axisHeight } from "./Axis.tsx";
import { type Action, createActions } from "./actions.ts";
import { listenToGestures, moved } from "./gestures.ts";
import { itemBox, pilesIn } from "./heights.ts";
import type { HistoryIndex } from "./historyIndex.ts";
import { itemOf, itemsAt, middleOf, nearestItem } from "./items.ts";
import { LaneNames } from "./LaneNames.tsx";
import { MarkedBar } from "./MarkedBar.tsx";
import { itemWords, spoken } from "./markWords.ts";
import { createPlot, type PlotScene } from "./plot.ts";
import { markStep } from "./steps.ts";
import { Tip } from "./Tip.tsx";

const zoomStep = 1.5;
const laneHeights = { least: 104, most: 340 };
/** A panel of less height has room for short words alone. */
const lowHeight = 340;
/** Pixels from an item within which the pointer means it. */
const reach = 11;

const actionKeys: ReadonlyMap<string, Action> = new Map([
  ["Enter", "open"],
  [" ", "mark"],
  ["c", "compare"],
]);
const zoomKeys: ReadonlyMap<string, number> = new Map([
  ["+", zoomStep],
  ["=", zoomStep],
  ["-", 1 / zoomStep],
]);

const activeMarkId = (mark: number): string => `mark-at-${mark}`;

/** All models over time, a lane a train node: its keys, its pointer and its drawing. One tab stop. */
export function HistoryPane({ index }: { readonly index: HistoryIndex }) {
  const { store } = useShell();
  const { timeline } = store;
  const frame = useRef<HTMLDivElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const axis = useRef<HTMLDivElement>(null);
  const plot = useMemo(createPlot, []);
  const size = useSignal({ width: 0, height: 0 });
  const hovered = useSignal(-1);
  const actions = useMemo(() => createActions(store), [store]);

  const lanes = index.view.lanes.length;
  // Of all of the time, whatever is in view: zooming does not change it.
  const pilesHeight = useComputed(() => {
    const { index: current, spacing, whole, opened } = timeline;
    if (current.value?.hasCosts !== false || size.value.width === 0) return Number.POSITIVE_INFINITY;
    const { from, to } = whole.value;
    return pilesIn(itemsAt(current.value, spacing.value, size.value.width / (to - from), opened.value));
  });
  const laneHeight = useComputed(() => {
    const room = (size.value.height - axisHeight) / Math.max(1, timeline.index.value?.view.lanes.length ?? 1);
    return Math.round(Math.min(pilesHeight.value, laneHeights.most, Math.max(laneHeights.least, room)));
  });
  // Rounded, so that moving the window does not change it by the last digit, and everything with it.
  const scale = useComputed(() =>
    Number((size.value.width / (timeline.shown.value.to - timeline.shown.value.from)).toPrecision(9)),
  );
  const items = useComputed(() =>
    size.value.width > 0 && timeline.index.value
      ? itemsAt(timeline.index.value, timeline.spacing.value, scale.value, timeline.opened.value)
      : null,
  );
  const scene = useComputed((): PlotScene | null => {
    const current = timeline.index.value;
    if (!items.value || !current) return null;
    const active = current.rowOf.get(timeline.active.value ?? "") ?? -1;
    return {
      index: current,
      items: items.value,
      window: timeline.shown.value,
      width: size.value.width,
      laneHeight: laneHeight.value,
      active: itemOf(current, items.value, active),
      hovered: hovered.value,
      marked: timeline.marked.value.flatMap((id) => current.rowOf.get(id) ?? []),
      brush: actions.brushPlaces(current),
    };
  });

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element || !scroll.current) return undefined;
    scroll.current.append(plot.element);
    scroll.current.onfocus = () => element.focus({ preventScroll: true });
    const measure = (): void => {
      size.value = { width: scroll.current?.clientWidth ?? element.clientWidth, height: element.clientHeight };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [plot, size]);

  useEffect(() => {
    let waiting = 0;
    const draw = (): void => {
      waiting = 0;
      if (scene.value) plot.draw(scene.value);
    };
    const stop = scene.subscribe(() => {
      if (waiting === 0) waiting = requestAnimationFrame(draw);
    });
    draw();
    if (!reported.has(index.view)) {
      reported.add(index.view);
      const marks = index.count;
      store.post({ type: "drawn", key: index.view.key, nodes: marks, edges: 0, layout: "quick", layoutMs: 0 });
    }
    return () => {
      cancelAnimationFrame(waiting);
      stop();
    };
  }, [plot, scene, index, store]);

  useEffect(() => {
    if (!frame.current || !axis.current) return undefined;
    const placeAt = (x: number): number => timeline.shown.value.from + x / scale.value;
    const hit = (x: number, y: number): number => {
      const now = scene.value;
      if (!now || y > size.value.height - axisHeight) return -1;
      const lane = Math.floor((y + (scroll.current?.scrollTop ?? 0)) / now.laneHeight);
      if (lane < 0 || lane >= now.index.view.lanes.length) return -1;
      const found = nearestItem(now.index, now.items, lane, placeAt(x));
      const item = now.items.list[found];
      return item && Math.abs(itemBox(now, item).x - x) <= reach ? found : -1;
    };
    return listenToGestures(frame.current, axis.current, {
      pan(by) {
        hovered.value = -1;
        timeline.window.value = moved(timeline.shown.value, -by / size.value.width, timeline.whole.value);
      },
      zoom: (factor, x) => actions.zoom(factor, x / size.value.width),
      brush(from, to, done) {
        hovered.value = -1;
        actions.brush(placeAt(Math.min(from, to)), placeAt(Math.max(from, to)), done);
      },
      hover(x, y) {
        hovered.value = hit(x, y);
      },
      leave() {
        hovered.value = -1;
      },
      click(x, y, mark) {
        const item = scene.value?.items.list[hit(x, y)];
        const current = timeline.index.value;
        if (!item || !current) return;
        timeline.active.value = current.view.marks.trainer[item.first] ?? null;
        actions.act(current, item, mark ? "mark" : "open");
      },
      scrolls: () => (scroll.current?.scrollHeight ?? 0) > (scroll.current?.clientHeight ?? 0) + 1,
    });
  }, [actions, timeline, hovered, scene, scale, size]);

  const now = scene.value;
  const active = now?.items.list[now.active];
  const shown = now?.items.list[now.hovered] ?? (now && focusedIn(frame.current) ? active : undefined);

  const goTo = (mark: number): void => {
    const id = index.view.marks.trainer[mark];
    const item = now?.items.list[now ? itemOf(index, now.items, mark) : -1];
    if (id === undefined || !now || !item) return;
    timeline.active.value = id;
    const place = middleOf(index, now.items.spacing, item);
    const { from, to } = now.window;
    const share = (place - from) / (to - from);
    if (share < 0 || share > 1) {
      timeline.window.value = moved(now.window, share - Math.min(0.9, Math.max(0.1, share)), timeline.whole.value);
    }
    const { top, bottom } = itemBox(now, item);
    const box = scroll.current;
    if (box && bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight + 12;
    if (box && top - 40 < box.scrollTop) box.scrollTop = Math.max(0, top - 60);
    store.announcement.value = `${spoken(itemWords(index, item))}${
      timeline.marked.value.includes(id) ? ", marked for comparison" : ""
    }`;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!now || event.altKey || event.ctrlKey || event.metaKey) return;
    const mark = active?.first ?? -1;
    const next = mark < 0 ? firstStep(event.key, index, now.items) : markStep(event.key, index, now.items, mark);
    const action = actionKeys.get(event.key);
    const zoom = zoomKeys.get(event.key);
    if (action && active) actions.act(index, active, action);
    else if (zoom !== undefined) {
      const { from, to } = now.window;
      const share = active ? (middleOf(index, now.items.spacing, active) - from) / (to - from) : 0.5;
      actions.zoom(zoom, share >= 0 && share <= 1 ? share : 0.5);
    } else if (event.key === "0") timeline.window.value = null;
    else if (next !== null) {
      if (event.shiftKey && active) actions.extendBrush(index, active, next);
      goTo(next);
    } else return;
    event.preventDefault();
  };
  const onFocus = (): void => {
    if (!active && focusedIn(frame.current)) goTo(lastMark(index));
  };
  const title = oneLine(index.view.title);
  return (
    <div class="history-pane">
      <div
        id="history"
        class="history"
        ref={frame}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the role is `application`: it takes the arrow keys.
        tabIndex={0}
        aria-roledescription="history"
        aria-label={`History of ${title}: ${counted(index.view.total, "model")} of ${counted(lanes, "trainer")}`}
        aria-describedby="history-keys"
        {...(active ? { "aria-activedescendant": activeMarkId(active.first) } : {})}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        {/* The browser makes a stop of the Tab key of what scrolls; here the keys scroll, and the focus stays around it. */}
        <div class="history-scroll" ref={scroll} tabIndex={-1}>
          <LaneNames index={index} laneHeight={laneHeight.value} />
        </div>
        <div ref={axis} class="axis-frame">
          {now && <Axis scene={now} />}
        </div>
        {active && (
          <div
            id={activeMarkId(active.first)}
            class="visually-hidden"
            role="img"
            aria-label={spoken(itemWords(index, active))}
          />
        )}
        {now && shown && (
          <Tip
            scene={now}
            item={shown}
            scrollTop={scroll.current?.scrollTop ?? 0}
            low={size.value.height < lowHeight}
          />
        )}
      </div>
      <p id="history-keys" class="visually-hidden">
        Left and right go from model to model, up and down from trainer to trainer, Enter opens the graph, Space marks a
        model for comparison, C compares, plus and minus zoom, Shift with left and right selects a range.
      </p>
      <MarkedBar index={index} actions={actions} />
    </div>
  );
}

/** Views of which the host was told. */
const reported = new WeakSet<object>();

/** Whether the keyboard is in an element: what the pointer put the focus on does not show where the keys lead. */
const focusedIn = (element: HTMLElement | null): boolean => element?.matches(":focus-visible") === true;
/** Where a key leads while no model is in hand: to the newest, Home to the first of its lane; null for other keys. */
function firstStep(key: string, index: HistoryIndex, items: Parameters<typeof markStep>[2]): number | null {
  const last = lastMark(index);
  if (last < 0 || !/^(?:Arrow(?:Left|Right|Up|Down)|Page(?:Up|Down)|Home|End)$/.test(key)) return null;
  return key === "Home" ? (markStep(key, index, items, last) ?? last) : last;
}

const lastMark = ({ order }: HistoryIndex): number => (order.length === 0 ? -1 : at(order, order.length - 1));
