import { counted } from "../graph/graphIndex.ts";
import { oneLine } from "../graph/label.ts";
import { useShell } from "./context.ts";
import { FoldNote, useFoldNote } from "./FoldNote.tsx";
import { ReadySelections } from "./ReadySelections.tsx";
import { placeOf } from "./trail.ts";
import { actionWords, dateText } from "./words.ts";

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
  const said = store.failure.value?.message ?? "";
  const notes = ((history ?? graph?.view)?.notes ?? []).filter((note) => !said.includes(note)).map(oneLine);
  if (graph && !history && reason) notes.push(layoutNotes[reason](graph.nodes.length));
  const action = history || said.includes(graph?.view.notes[0] ?? "no note") ? null : (graph?.view.action ?? null);
  const range = history ? undefined : graph?.view.range;
  const folded = useFoldNote() && !history;
  const view = history ? undefined : graph?.view;
  const cut = view !== undefined && view.totalNodes > view.nodes.length;
  const stacks = graph && !history && store.complete.value ? store.openedStacks().length : 0;
  const runs = history ? store.timeline.opened.value.size : 0;
  if (notes.length === 0 && !range && !folded && stacks + runs === 0) return null;
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
      {notes.map((note, place) => (
        <li key={note}>
          {note}
          {place === 0 && action && (
            <>
              {" "}
              <button type="button" class="link" onClick={() => store.post({ type: "action", action })}>
                {actionWords[action]}
              </button>
            </>
          )}
        </li>
      ))}
      {folded && <FoldNote />}
      {stacks > 0 && (
        <OpenedNote
          text={stacks === 1 ? "What was a stack is drawn one by one." : `${stacks} stacks are drawn one by one.`}
          cure={stacks === 1 ? "Stack It Again" : "Stack Them Again"}
          close={store.closeStacks}
        />
      )}
      {runs > 0 && (
        <OpenedNote
          text="Repeated failures are drawn one by one."
          cure="Fold Them Again"
          close={() => {
            store.timeline.opened.value = new Set();
          }}
        />
      )}
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

interface OpenedProperties {
  readonly text: string;
  readonly cure: string;
  readonly close: () => void;
}

/** Something that was opened, and the way back. */
const OpenedNote = ({ text, cure, close }: OpenedProperties) => (
  <li>
    {text}{" "}
    <button type="button" class="link" onClick={close}>
      {cure}
    </button>
  </li>
);
