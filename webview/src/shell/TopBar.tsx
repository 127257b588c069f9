import type { GraphView } from "../../../server/src/protocol.ts";
import { oneLine } from "../graph/label.ts";
import { useShell } from "./context.ts";
import { GraphletPicker } from "./GraphletPicker.tsx";
import { SearchBox } from "./SearchBox.tsx";
import { Tools } from "./Tools.tsx";

/** Title, levels, graphlets, search and tools; wraps in narrow panels. */
export function TopBar() {
  const view = useShell().store.graph.value?.view ?? null;
  const title = view ? oneLine(view.title) : "Graphlet";
  return (
    <header class="top-bar">
      <div class="head">
        <h1 title={title}>{title}</h1>
        {view && <Levels view={view} />}
      </div>
      {view?.level === "graphlet" && view.graphlet && <GraphletPicker view={view} current={view.graphlet} />}
      {view && (
        <div class="tool-row">
          <SearchBox />
          <Tools />
        </div>
      )}
      {view?.summary && <p class="summary">{oneLine(view.summary)}</p>}
    </header>
  );
}

function Levels({ view }: { readonly view: GraphView }) {
  const { store } = useShell();
  const none = view.level === "pipeline" && view.graphlets.length === 0;
  const level = (name: GraphView["level"], text: string, disabled: boolean) => (
    <button
      type="button"
      aria-pressed={view.level === name}
      disabled={disabled}
      title={disabled ? "No models found" : text}
      onClick={() => view.level !== name && store.show(name)}
    >
      {text}
    </button>
  );
  return (
    <fieldset class="levels" aria-label="Level">
      {level("pipeline", "Pipeline", false)}
      {level("graphlet", "Graphlet", none)}
    </fieldset>
  );
}
