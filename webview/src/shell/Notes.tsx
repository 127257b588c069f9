import { counted } from "../graph/graphIndex.ts";
import { oneLine } from "../graph/label.ts";
import { useShell } from "./context.ts";

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
  const notes = (graph?.view.notes ?? []).map(oneLine);
  if (graph && reason) notes.push(layoutNotes[reason](graph.nodes.length));
  if (notes.length === 0) return null;
  return (
    <ul class="notes" aria-label="Notes">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
