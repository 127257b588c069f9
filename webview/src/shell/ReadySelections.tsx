import { searchNodes } from "../graph/search.ts";
import { useShell } from "./context.ts";
import { searchInputId } from "./SearchBox.tsx";
import { placeOf } from "./trail.ts";

const ready = ["state:failed", "status:wasted", "status:deployed", "share>5%", "kind:train", "kind:deploy"] as const;
const most = 4;

/** Selections that narrow a large graph, as buttons: those that fit some of its nodes. */
export function ReadySelections({ cut }: { readonly cut: boolean }) {
  const { store } = useShell();
  const graph = store.complete.value;
  if (!graph) return null;
  const offered = ready.filter((selection) => {
    const { length } = searchNodes(graph, selection).matches;
    return length > 0 && length < graph.nodes.length;
  });
  if (offered.length === 0) return null;
  return (
    <li>
      Narrow it to{" "}
      {offered.slice(0, most).map((selection) => (
        <button
          key={selection}
          type="button"
          class="link ready"
          onClick={() => {
            store.query.value = selection;
            document.getElementById(searchInputId)?.focus();
            if (cut) store.show(placeOf(graph.view), { selection });
          }}
        >
          {selection}
        </button>
      ))}
    </li>
  );
}
