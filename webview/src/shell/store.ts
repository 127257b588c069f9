import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type {
  Details,
  FromWebview,
  GraphView,
  HistoryView,
  PanelState,
  ReadProgress,
  ViewFailure,
} from "../../../server/src/protocol.ts";
import { type Fold, firstFold, type Side, withOpenGroup, withSide } from "../fold/fold.ts";
import { broughtIn, foldGraph } from "../fold/foldGraph.ts";
import { isGroupId } from "../fold/groups.ts";
import { foldOf, type KeptFold, keptFold, withFold } from "../fold/keptFolds.ts";
import { mostOpened, openedIn, openStack } from "../fold/openStacks.ts";
import { type Emphasis, emphasize, type Hops } from "../graph/emphasis.ts";
import { counted, type GraphIndex } from "../graph/graphIndex.ts";
import { oneLine } from "../graph/label.ts";
import type { Scene } from "../graph/scene.ts";
import { emphasizeFound, type Found, searchNodes } from "../graph/search.ts";
import type { Size } from "../graph/viewport.ts";
import { createTimeline, type Timeline } from "../history/timeline.ts";
import type { Layout } from "../layout/layoutGraph.ts";
import type { Direction } from "../layout/placement.ts";
import { keptFolds, keptHops, keptTimeline, type Look, readLook, readPanelState } from "./saved.ts";
import { emptyTrail, type Place, placeAt, placeOf, stepped, type Trail } from "./trail.ts";

/** A panel wider than this many times its height flows to the right. */
const wideRatio = 1.4;

/** How a picture that must be narrowed is: around a name, or by a selection (empty: none). */
export type Narrowing = { readonly around: string } | { readonly selection: string };

/** All that the shell shows, and the one way to change it. */
export interface Store {
  /** The picture that is shown or being made, of whatever level. */
  readonly view: ReadonlySignal<GraphView | HistoryView | null>;
  /** The whole graph, and how much of it is drawn. */
  readonly complete: Signal<GraphIndex | null>;
  readonly fold: Signal<Fold>;
  /** How much was drawn of a picture when it was shown last; null where it was not. */
  foldBefore(key: string): Fold | null;
  /** Folds of the pictures that were shown last, this one's among them. */
  folds(): readonly KeptFold[];
  /** The part of the graph that is drawn. */
  readonly graph: ReadonlySignal<GraphIndex | null>;
  /** In the place of `graph` at level `history`. */
  readonly history: Signal<HistoryView | null>;
  /** What the user does with the history. */
  readonly timeline: Timeline;
  /** The definition's node where the cursor is in the code, or that was selected last: its lane of the history is marked. */
  readonly cursorNode: Signal<string | null>;
  /** Pictures that were shown before and after this one. */
  readonly trail: Signal<Trail>;
  /** The graph as it is drawn now; may lag behind `graph` while a layout is made. */
  readonly scene: Signal<Scene | null>;
  readonly layout: Signal<Pick<Layout, "engine" | "provisional" | "reason"> | null>;
  readonly failure: Signal<ViewFailure | null>;
  readonly loading: Signal<string | null>;
  readonly progress: Signal<ReadProgress | null>;
  /** Id of the selected node. */
  readonly selected: Signal<string | null>;
  /** Id of the node where the keyboard is. */
  readonly active: Signal<string | null>;
  readonly details: Signal<Details | null>;
  readonly hops: Signal<Hops>;
  readonly query: Signal<string>;
  readonly artifacts: Signal<boolean>;
  /** The panel stays at what it shows: the host holds to it, the view keeps it. */
  readonly locked: Signal<boolean>;
  readonly look: Signal<Look>;
  readonly panel: Signal<Size>;
  /** What screen readers are told. */
  readonly announcement: Signal<string>;

  readonly wide: ReadonlySignal<boolean>;
  readonly direction: ReadonlySignal<Direction>;
  /** Index of the selected node in `scene`; -1 for none. */
  readonly selectedIndex: ReadonlySignal<number>;
  readonly emphasis: ReadonlySignal<Emphasis | null>;
  /** What the words in the search box mean in `complete`. */
  readonly found: ReadonlySignal<Found>;

  readonly post: (message: FromWebview) => void;
  /** Selects a node, or nothing. `reveal`: the host shows the node's code. */
  select(id: string | null, reveal: boolean): void;
  /** Asks the host for another picture. */
  show(place: Place, narrow?: Narrowing): void;
  /** Node that was folded or unfolded last: it stays where it is when the picture changes. */
  readonly anchor: Signal<string | null>;
  /** Shows a group's or a stack's members in its place. */
  open(id: string): void;
  readonly canOpen: (id: string) => boolean;
  /** Ids of the stacks whose members are drawn one by one in this picture. */
  readonly openedStacks: () => readonly string[];
  /** Draws those as stacks again. */
  closeStacks(): void;
  /** Shows what is hidden on a side of a node; where nothing is, hides what is there. */
  toggleSide(id: string, side: Side): void;
  /** Goes back by -1, forward by 1. */
  step(by: -1 | 1): void;
  setArtifacts(artifacts: boolean): void;
  changeLook(change: Partial<Look>): void;
  panelState(): PanelState | null;
}

/** `saved`: what was kept over a reload, unchecked. */
export function createStore(post: (message: FromWebview) => void, saved: unknown): Store {
  const complete = signal<GraphIndex | null>(null);
  const fold = signal<Fold>(firstFold(0, null));
  const graph = computed(() => complete.value && foldGraph(complete.value, fold.value));
  const history = signal<HistoryView | null>(null);
  const view = computed(() => history.value ?? graph.value?.view ?? null);
  const trail = signal<Trail>(emptyTrail);
  const failure = signal<ViewFailure | null>(null);
  const timeline = createTimeline(history, keptTimeline(saved));
  const scene = signal<Scene | null>(null);
  const selected = signal<string | null>(null);
  const active = signal<string | null>(null);
  const details = signal<Details | null>(null);
  const hops = signal<Hops>(keptHops(saved));
  const query = signal("");
  const look = signal<Look>(readLook(saved));
  const panel = signal<Size>({ width: 0, height: 0 });
  const artifacts = signal(false);
  const locked = signal(readPanelState(saved)?.locked === true);
  const announcement = signal("");

  const wide = computed(() => panel.value.width > wideRatio * panel.value.height);
  const direction = computed((): Direction => {
    const choice = look.value.direction;
    return choice === "auto" ? (wide.value ? "right" : "down") : choice;
  });
  const selectedIndex = computed(() =>
    selected.value === null ? -1 : (scene.value?.graph.indexOf.get(selected.value) ?? -1),
  );
  const emphasis = computed(() => {
    const index = selectedIndex.value;
    if (!scene.value) return null;
    if (index >= 0) return emphasize(scene.value.graph, index, hops.value);
    return complete.value && emphasizeFound(scene.value.graph, complete.value, found.value);
  });
  const found = computed(() => searchNodes(complete.value, query.value));

  const select = (id: string | null, reveal: boolean): void => {
    const changed = selected.value !== id;
    batch(() => {
      if (id !== null && complete.value?.indexOf.has(id) && !graph.value?.indexOf.has(id)) {
        fold.value = broughtIn(complete.value, fold.value, id);
      }
      selected.value = id;
      if (id !== null) active.value = id;
      if (details.value?.node !== id) details.value = null;
    });
    if (id === null || !isGroupId(id)) post({ type: "select", node: id, reveal });
    if (changed) announcement.value = selectionText(id);
  };
  const selectionText = (id: string | null): string => {
    const index = graph.value?.indexOf.get(id ?? "");
    const node = index === undefined ? undefined : graph.value?.nodes[index];
    if (!graph.value || !node || index === undefined) return "Selection cleared";
    const { up, down } = emphasize(graph.value, index, hops.value);
    const name = oneLine(node.label);
    return `${name} selected, ${counted(up, "node")} upstream, ${counted(down, "node")} downstream`;
  };
  const anchor = signal<string | null>(null);
  const opened = new Set<string>(readPanelState(saved)?.opened?.slice(-mostOpened));
  const folds = signal(keptFolds(saved));
  effect(() => {
    const key = complete.value?.view.key;
    if (key !== undefined) folds.value = withFold(folds.peek(), keptFold(key, fold.value));
  });
  /** The selection that was asked for last, at which level. */
  const asked = signal<{ readonly level: string; readonly selection: string } | null>(keptAsked(saved));
  const show: Store["show"] = ({ level, trainer, against, range }, narrow) => {
    const around = narrow && "around" in narrow ? narrow.around : undefined;
    const selection =
      narrow && "selection" in narrow
        ? narrow.selection
        : asked.value?.level === level && around === undefined
          ? asked.value.selection
          : undefined;
    asked.value = selection === undefined ? null : { level, selection };
    post({
      type: "show",
      level,
      artifacts: artifacts.value,
      ...(trainer === undefined ? {} : { trainer }),
      ...(against === undefined ? {} : { against }),
      ...(range === undefined ? {} : { range }),
      ...(around === undefined ? {} : { around }),
      ...(opened.size === 0 ? {} : { opened: [...opened] }),
      ...(selection === undefined ? {} : { selection }),
    });
  };
  const canOpen = (id: string): boolean =>
    isGroupId(id) || (view.value?.type === "graph" && view.value.level === "graphlet" && isStack(id));
  const isStack = (id: string): boolean =>
    complete.value?.nodes[complete.value.indexOf.get(id) ?? -1]?.shape === "stack";
  const open = (id: string): void => {
    if (isGroupId(id)) fold.value = withOpenGroup(fold.value, id);
    else if (view.value && canOpen(id)) {
      openStack(opened, id);
      show(placeOf(view.value));
    }
  };

  const openedStacks = (): readonly string[] => openedIn(opened, (id) => complete.value?.indexOf.has(id) === true);

  return {
    view,
    complete,
    fold,
    foldBefore(key) {
      const kept = folds.peek().find((one) => one.key === key);
      return kept ? foldOf(kept) : null;
    },
    folds: () => folds.value,
    graph,
    history,
    timeline,
    cursorNode: signal<string | null>(null),
    trail,
    scene,
    layout: signal<Store["layout"]["value"]>(null),
    failure,
    loading: signal<string | null>(null),
    progress: signal<ReadProgress | null>(null),
    selected,
    active,
    details,
    hops,
    query,
    artifacts,
    locked,
    look,
    panel,
    announcement,
    wide,
    direction,
    selectedIndex,
    emphasis,
    found,
    post,
    select,
    show,
    anchor,
    open,
    canOpen,
    openedStacks,
    closeStacks() {
      for (const id of openedStacks()) opened.delete(id);
      if (view.value) show(placeOf(view.value));
    },
    toggleSide(id, side) {
      anchor.value = id;
      const shown = (graph.value?.hidden.get(id)?.[side] ?? 0) > 0;
      const before = graph.value?.nodes.length ?? 0;
      fold.value = withSide(fold.value, side, id, shown);
      const change = (graph.value?.nodes.length ?? 0) - before;
      announcement.value = `${counted(Math.abs(change), "node")} ${change < 0 ? "hidden" : "shown"}`;
    },
    step(by) {
      // From a failure the way back is to the picture before it.
      const next = failure.value && by < 0 ? trail.value : stepped(trail.value, by);
      const place = placeAt(next);
      if ((next === trail.value && !failure.value) || !place) return;
      trail.value = next;
      show(place);
    },
    setArtifacts(next) {
      artifacts.value = next;
      if (view.value) show(placeOf(view.value));
    },
    changeLook(change) {
      look.value = { ...look.value, ...change };
    },
    panelState() {
      if (!view.value) return null;
      const { uri, pipeline } = view.value;
      const { level, trainer = null, against, range } = placeOf(view.value);
      return {
        uri,
        pipeline,
        level,
        trainer,
        ...(against === undefined ? {} : { against }),
        ...(range === undefined ? {} : { range }),
        selected: selected.value,
        artifacts: artifacts.value,
        ...(opened.size > 0 ? { opened: [...opened] } : {}),
        ...(locked.value ? { locked: true } : {}),
        ...(asked.value?.level === level ? { selection: asked.value.selection } : {}),
      };
    },
  };
}

function keptAsked(saved: unknown): { readonly level: string; readonly selection: string } | null {
  const state = readPanelState(saved);
  return state?.selection === undefined ? null : { level: state.level, selection: state.selection };
}
