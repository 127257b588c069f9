import { useEffect, useRef } from "preact/hooks";
import { degreeText, type GraphIndex } from "../graph/graphIndex.ts";
import { oneLine } from "../graph/label.ts";
import { colorRole, stateWord } from "../icons/glyphs.ts";
import { useShell } from "./context.ts";
import { KindIcon, StateIcon } from "./Icon.tsx";
import { isForOthers, listStep } from "./listKeys.ts";

/** Rows that exist at a time; more are reached by going on. */
const shownRows = { shown: 200, tucked: 60 } as const;

const outlineOptionId = (node: number): string => `outline-${node}`;

/**
 * The same graph as a list, makers before readers, with the same selection. When it is not shown it is still there for
 * screen readers, and comes into sight when it takes the focus.
 */
export function Outline({ shown }: { readonly shown: boolean }) {
  const { store, canvas } = useShell();
  const list = useRef<HTMLDivElement>(null);
  const graph = store.graph.value;
  const active = graph?.indexOf.get(store.active.value ?? "");
  const focused = (): boolean => list.current !== null && list.current === document.activeElement;
  useEffect(() => {
    const row = active === undefined ? null : document.getElementById(outlineOptionId(active));
    if (row && (shown || focused())) row.scrollIntoView({ block: "nearest" });
  });
  if (!graph) return null;
  const position = active === undefined ? -1 : graph.order.indexOf(active);
  const rows = shown ? shownRows.shown : shownRows.tucked;
  const first = Math.max(0, Math.min(position - rows / 2, graph.order.length - rows));
  const goTo = (place: number): void => {
    const node = graph.order[place];
    const id = node === undefined ? undefined : graph.nodes[node]?.id;
    if (node === undefined || id === undefined) return;
    store.active.value = id;
    canvas.reveal(store.scene.value?.graph.indexOf.get(id) ?? -1);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isForOthers(event)) return;
    const next = listStep(event.key, position, graph.order.length);
    if (next !== null) goTo(next);
    else if ((event.key === "Enter" || event.key === " ") && store.active.value !== null) {
      store.select(store.active.value, true);
    } else return;
    event.preventDefault();
  };
  return (
    <nav class={`outline ${shown ? "" : "tucked"}`} aria-label="Outline">
      <div
        ref={list}
        class="outline-list"
        role="listbox"
        aria-label="Nodes, makers before readers"
        tabIndex={0}
        {...(active === undefined ? {} : { "aria-activedescendant": outlineOptionId(active) })}
        onMouseDown={(event) => {
          event.preventDefault();
          list.current?.focus();
        }}
        onKeyDown={onKeyDown}
        onFocus={() => position < 0 && goTo(0)}
      >
        {Array.from(graph.order.subarray(first, first + rows), (node, index) => (
          <OutlineRow key={graph.nodes[node]?.id} graph={graph} node={node} place={first + index} />
        ))}
      </div>
    </nav>
  );
}

interface RowProperties {
  readonly graph: GraphIndex;
  readonly node: number;
  /** Index in the whole list. */
  readonly place: number;
}

function OutlineRow({ graph, node, place }: RowProperties) {
  const { store } = useShell();
  const model = graph.nodes[node];
  if (!model) return null;
  const inputs = inputNames(graph, node);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's, which holds the focus.
    <div
      id={outlineOptionId(node)}
      role="option"
      tabIndex={-1}
      class={`option ${store.active.value === model.id ? "active" : ""}`}
      aria-selected={store.selected.value === model.id}
      aria-setsize={graph.order.length}
      aria-posinset={place + 1}
      title={oneLine(model.description)}
      onClick={() => store.select(model.id, true)}
    >
      <KindIcon kind={model.kind} role={colorRole(model.kind)} />
      <span class="visually-hidden">
        {[oneLine(model.description || model.label), degreeText(graph, node), inputs].filter(Boolean).join(", ")}
      </span>
      <span class="name" aria-hidden="true">
        {oneLine(model.label)}
      </span>
      <span class="second" aria-hidden="true">
        {oneLine(model.second)}
      </span>
      {model.state && (
        <span class="state" aria-hidden="true" title={stateWord(model.state)}>
          <StateIcon state={model.state} />
        </span>
      )}
    </div>
  );
}

const namedInputs = 3;

/** `from Transform, SchemaGen and 2 more`; empty without inputs. */
function inputNames(graph: GraphIndex, node: number): string {
  const { offsets, items } = graph.incoming;
  const names: string[] = [];
  const end = offsets[node + 1] ?? 0;
  for (let i = offsets[node] ?? 0; i < end; i++) {
    const maker = graph.nodes[graph.from[items[i] ?? 0] ?? 0];
    if (maker && names.length < namedInputs) names.push(oneLine(maker.label));
  }
  if (names.length === 0) return "";
  const more = end - (offsets[node] ?? 0) - names.length;
  return `from ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
