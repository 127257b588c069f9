import type { Side } from "../fold/fold.ts";
import { rowLength } from "../graph/rows.ts";
import { useShell } from "./context.ts";

/** What can be shown and hidden around the selected node, and inside of it. */
export function FoldButtons() {
  const { store } = useShell();
  const graph = store.graph.value;
  const index = graph?.indexOf.get(store.selected.value ?? "");
  const node = index === undefined ? undefined : graph?.nodes[index];
  if (!graph || index === undefined || !node) return null;
  const hidden = graph.hidden.get(node.id);
  const button = (side: Side, word: string) => {
    const more = hidden?.[side] ?? 0;
    if (more === 0 && rowLength(side === "up" ? graph.incoming : graph.outgoing, index) === 0) return null;
    return (
      <button type="button" class="link" onClick={() => store.toggleSide(node.id, side)}>
        {more > 0 ? `Show ${more.toLocaleString("en-US")} ${word}` : `Hide ${word}`}
      </button>
    );
  };
  return (
    <>
      {button("up", "upstream")}
      {button("down", "downstream")}
      {node.shape === "stack" && store.canOpen(node.id) && (
        <button type="button" class="link" onClick={() => store.open(node.id)}>
          {`Open ×${node.count.toLocaleString("en-US")}`}
        </button>
      )}
    </>
  );
}
