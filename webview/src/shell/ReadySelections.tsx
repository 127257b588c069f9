import { useEffect, useState } from "preact/hooks";
import type { GraphIndex } from "../graph/graphIndex.ts";
import { searchNodes } from "../graph/search.ts";
import { nextTurn } from "../layout/sliced.ts";
import { useShell } from "./context.ts";
import { searchInputId } from "./SearchBox.tsx";
import { placeOf } from "./trail.ts";

const ready = ["state:failed", "status:wasted", "status:deployed", "share>5%", "kind:train", "kind:deploy"] as const;
const most = 4;
/** Nodes of a graph from which on each selection is looked for in a task of its own. */
const many = 2_000;

const fitting = (graph: GraphIndex, selection: string): boolean => {
  const { length } = searchNodes(graph, selection).matches;
  return length > 0 && length < graph.nodes.length;
};

/** The selections to offer; of a large graph none until they have been looked for, once. */
function useReady(graph: GraphIndex | null): readonly string[] {
  const [found, setFound] = useState<{ readonly of: GraphIndex | null; readonly list: readonly string[] }>(nothing);
  useEffect(() => {
    if (!graph) return undefined;
    let isWanted = true;
    const look = async (): Promise<void> => {
      const list: string[] = [];
      for (const selection of ready) {
        if (graph.nodes.length > many) await nextTurn();
        if (!isWanted || list.length === most) break;
        if (fitting(graph, selection)) list.push(selection);
      }
      if (isWanted) setFound({ of: graph, list });
    };
    look().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [graph]);
  return found.of === graph ? found.list : nothing.list;
}

const nothing = { of: null, list: [] };

/** Selections that narrow a large graph, as buttons: those that fit some of its nodes. */
export function ReadySelections({ cut }: { readonly cut: boolean }) {
  const { store } = useShell();
  const graph = store.complete.value;
  const offered = useReady(graph);
  if (!graph || offered.length === 0) return null;
  return (
    <li>
      Narrow it to{" "}
      {offered.map((selection) => (
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
