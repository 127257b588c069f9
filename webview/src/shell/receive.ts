import { batch } from "@preact/signals";
import { type GraphView, type HistoryView, markStates, type ToWebview } from "../../../server/src/protocol.ts";
import { firstFold } from "../fold/fold.ts";
import { counted, type GraphIndex, indexGraph } from "../graph/graphIndex.ts";
import { oneLine } from "../graph/label.ts";
import { stateWord } from "../icons/glyphs.ts";
import type { Store } from "./store.ts";
import { visited } from "./trail.ts";
import { progressText } from "./words.ts";

/** Takes a message of the host into the store. `index`: that of its view, where it has been made already. */
export function receive(
  store: Store,
  message: Exclude<ToWebview, { type: "part" | "export" }>,
  index: GraphIndex | null,
): void {
  switch (message.type) {
    case "loading":
      store.loading.value = message.what;
      return;
    case "progress":
      store.progress.value = progressText(message.progress) === null ? null : message.progress;
      return;
    case "details":
      if (message.node === store.selected.value) store.details.value = message.details ?? nothingKnown(message.node);
      return;
    case "tradeOff":
      store.timeline.tradeOff.value = message.node;
      return;
    case "locked":
      store.locked.value = message.locked;
      return;
    case "selectDefinitionNode":
      selectDefinitionNode(store, message.node);
      return;
    case "view":
      takeView(store, message, index);
      return;
  }
}

const nothingKnown = (node: string) => ({ node, title: "", sections: [] });

function takeView(
  store: Store,
  { view, select }: Extract<ToWebview, { type: "view" }>,
  index: GraphIndex | null,
): void {
  if (view.type === "failure") {
    batch(() => {
      store.loading.value = null;
      store.progress.value = null;
      store.failure.value = view;
      store.announcement.value = view.message;
    });
    return;
  }
  if (view.type === "history") {
    takeHistory(store, view);
    return;
  }
  const graph = index ?? indexGraph(view);
  const before = store.complete.value;
  const kept = keptSelection(store.selected.value, before, graph);
  const next = select !== null && graph.indexOf.has(select) ? select : kept;
  batch(() => {
    store.loading.value = null;
    store.progress.value = null;
    store.failure.value = null;
    if (before?.view.key !== view.key) {
      store.fold.value = store.foldBefore(view.key) ?? firstFold(graph.nodes.length, rootOf(graph, next));
    }
    store.complete.value = graph;
    store.history.value = null;
    store.trail.value = visited(store.trail.value, view);
    if (next !== null || store.selected.value !== null) store.select(next, false);
    if (store.active.value !== null && !graph.indexOf.has(store.active.value)) store.active.value = next;
  });
}

/** The node that a large picture begins at: what is selected, else the model's training, else the first training. */
function rootOf(graph: GraphIndex, selected: string | null): string | null {
  if (selected !== null) return selected;
  const own = graph.view.graphlet ? `e:${graph.view.graphlet.trainer}` : "";
  if (graph.indexOf.has(own)) return own;
  const train = graph.nodes.find(({ kind, shape }) => kind === "train" && shape !== "artifact");
  return (train ?? graph.nodes[graph.order[0] ?? 0])?.id ?? null;
}

function takeHistory(store: Store, view: HistoryView): void {
  const isNew = store.history.value?.key !== view.key;
  const from = store.complete.value;
  const selected = from?.nodes[from.indexOf.get(store.selected.value ?? "") ?? -1]?.definitionNode ?? null;
  batch(() => {
    store.loading.value = null;
    store.progress.value = null;
    store.failure.value = null;
    store.complete.value = null;
    store.selected.value = null;
    store.active.value = null;
    store.details.value = null;
    store.history.value = view;
    if (selected !== null) store.cursorNode.value = selected;
    store.trail.value = visited(store.trail.value, view);
    if (isNew) store.announcement.value = historyText(view);
  });
}

/** `History of taxi_tips: 305 models, 38 deployed, 260 wasted, 7 failed` */
function historyText({ title, total, marks }: HistoryView): string {
  const counts = markStates.flatMap((state, code) => {
    const count = marks.state.filter((one) => one === code).length;
    return count === 0 ? [] : [`${count.toLocaleString("en-US")} ${stateWord(state)}`];
  });
  return `History of ${oneLine(title)}: ${[counted(total, "model"), ...counts].join(", ")}`;
}

/** A selection stays by its id; in another picture of the same pipeline, by the definition's node that it stands for. */
function keptSelection(selected: string | null, before: GraphIndex | null, after: GraphIndex): string | null {
  if (selected === null || !before) return null;
  if (after.indexOf.has(selected) && sameSubject(before.view, after.view)) return selected;
  const node = before.nodes[before.indexOf.get(selected) ?? -1]?.definitionNode ?? null;
  if (node === null || before.view.uri !== after.view.uri || before.view.pipeline !== after.view.pipeline) return null;
  return standsFor(after, node);
}

const sameSubject = (a: GraphView, b: GraphView): boolean => a.uri === b.uri && a.pipeline === b.pipeline;

function selectDefinitionNode(store: Store, node: string): void {
  const lane = store.history.value?.lanes.find(({ definitionNode }) => definitionNode === node);
  if (lane && store.cursorNode.value !== node)
    store.announcement.value = `${oneLine(lane.node)}: ${counted(lane.count, "model")}`;
  store.cursorNode.value = node;
  const graph = store.complete.value;
  if (!graph) return;
  const selected = graph.nodes[graph.indexOf.get(store.selected.value ?? "") ?? -1];
  if (selected?.definitionNode === node) return;
  const id = standsFor(graph, node);
  if (id !== null) store.select(id, false);
}

function standsFor(graph: GraphIndex, definitionNode: string): string | null {
  for (const index of graph.order) {
    const node = graph.nodes[index];
    if (node?.definitionNode === definitionNode) return node.id;
  }
  return null;
}
