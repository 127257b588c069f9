import { firstFold, stepsShown } from "../fold/fold.ts";
import { counted } from "../graph/graphIndex.ts";
import { oneLine } from "../graph/label.ts";
import { useShell } from "./context.ts";

/** Whether a graph is so large that it begins small, or is not all drawn. */
export function useFoldNote(): boolean {
  const { store } = useShell();
  const complete = store.complete.value;
  return complete !== null && (!store.fold.value.whole || !firstFold(complete.nodes.length, "").whole);
}

/** Says that only a part of a large graph is drawn, and leads to the rest; and back. */
export function FoldNote() {
  const { store } = useShell();
  const complete = store.complete.value;
  const fold = store.fold.value;
  if (!complete) return null;
  const root = fold.roots[0] ?? complete.nodes[complete.order[0] ?? 0]?.id ?? null;
  const name = oneLine(complete.nodes[complete.indexOf.get(root ?? "") ?? -1]?.label ?? "");
  const small = firstFold(complete.nodes.length, root);
  const has = `This graph has ${counted(complete.nodes.length, "node")}.`;
  return (
    <li>
      {fold.whole ? has : `${has} Showing ${stepsShown} steps around ${name}; narrow with the search or open History.`}{" "}
      <button
        type="button"
        class="link"
        onClick={() => {
          store.fold.value = fold.whole ? { ...small, whole: false } : { ...fold, whole: true, closed: new Set() };
        }}
      >
        {fold.whole ? `Show ${stepsShown} Steps Around ${name}` : "Show All"}
      </button>
    </li>
  );
}
