import { counted } from "../graph/graphIndex.ts";
import { oneLine } from "../graph/label.ts";
import { useShell } from "./context.ts";
import { FoldNote, useFoldNote } from "./FoldNote.tsx";
import { ReadySelections } from "./ReadySelections.tsx";
import { placeOf } from "./trail.ts";
import { dateText } from "./words.ts";

const layoutNotes = {
  large: (nodes: number) => `Simplified layout: this graph has ${counted(nodes, "node")}.`,
  deadline: () => "Simplified layout: arranging this graph took too long.",
  failed: () => "Simplified layout: this graph could not be arranged otherwise.",
  cancelled: () => "Simplified layout: arranging was cancelled.",
} as const;

/** Sentences about the picture: what it leaves out and why. */
export function Notes() {
  const { store } = useShell();
  const graph = store.scene.value?.graph;
  const reason = store.layout.value?.reason ?? null;
  const history = store.history.value;
  const notes = (history ?? graph?.view)?.notes.map(oneLine) ?? [];
  if (graph && !history && reason) notes.push(layoutNotes[reason](graph.nodes.length));
  const range = history ? undefined : graph?.view.range;
  const folded = useFoldNote() && !history;
  const view = history ? undefined : graph?.view;
  const cut = view !== undefined && view.totalNodes > view.nodes.length;
  if (notes.length === 0 && !range && !folded) return null;
  return (
    <ul class="notes" aria-label="Notes">
      {range && (
        <li>
          Only what began from {dateText(range.from)} to {dateText(range.to)}.{" "}
          <button type="button" class="link" onClick={() => store.show({ level: "pipeline" })}>
            Show All Runs
          </button>
        </li>
      )}
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
      {folded && <FoldNote />}
      {view?.selection !== undefined && (
        <li>
          <button type="button" class="link" onClick={() => store.show(placeOf(view), { selection: "" })}>
            Show All
          </button>
        </li>
      )}
      {(folded || cut) && view?.selection === undefined && <ReadySelections cut={cut} />}
    </ul>
  );
}
