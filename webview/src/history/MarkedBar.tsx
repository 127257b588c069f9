import { markStates } from "../../../server/src/protocol.ts";
import { oneLine } from "../graph/label.ts";
import { useShell } from "../shell/context.ts";
import type { Actions } from "./actions.ts";
import type { HistoryIndex } from "./historyIndex.ts";

/** The models that are marked, and what can be done with them. */
export function MarkedBar({ index, actions }: { readonly index: HistoryIndex; readonly actions: Actions }) {
  const { store } = useShell();
  const { timeline } = store;
  const rows = timeline.marked.value.flatMap((id) => index.rowOf.get(id) ?? []);
  const [only, other] = rows;
  if (only === undefined) return null;
  const names = rows.map((row) => oneLine(index.view.marks.label[row] ?? ""));
  const deployed = markStates[index.view.marks.state[only] ?? 0] === "pushed";
  return (
    <section class="marked-bar" aria-label="Marked models">
      <span class="name">{names.join(" and ")} marked</span>
      <button type="button" class="button" onClick={() => actions.compare(undefined)}>
        {other === undefined
          ? deployed
            ? "Compare with the Deployed One Before"
            : "Compare with Last Deployed"
          : "Compare"}
      </button>
      <button
        type="button"
        class="link"
        onClick={() => {
          timeline.marked.value = [];
        }}
      >
        Clear
      </button>
    </section>
  );
}
