import type { GraphView } from "../../../server/src/protocol.ts";
import { oneLine } from "../graph/label.ts";
import { HistoryTools } from "../history/HistoryTools.tsx";
import { useShell } from "./context.ts";
import { GraphletPicker } from "./GraphletPicker.tsx";
import { IconButton } from "./IconButton.tsx";
import { Levels, TrailButtons } from "./Levels.tsx";
import { SearchBox } from "./SearchBox.tsx";
import { Tools } from "./Tools.tsx";

/** Title, levels, graphlets, search and tools; wraps in narrow panels. */
export function TopBar() {
  const view = useShell().store.view.value;
  const title = view ? oneLine(view.title) : "Graphlet";
  return (
    <header class="top-bar">
      <div class="head">
        <TrailButtons />
        <h1 title={title}>{title}</h1>
        <Levels />
      </div>
      {view?.type === "graph" && <Models view={view} />}
      {view?.type === "graph" && (
        <div class="tool-row">
          <SearchBox />
          <Tools />
        </div>
      )}
      {view?.type === "history" && (
        <div class="tool-row history-tools">
          <HistoryTools />
        </div>
      )}
      {view?.type === "graph" && view.summary && <p class="summary">{oneLine(view.summary)}</p>}
    </header>
  );
}

/** The model or models that are shown, with ways to others. */
function Models({ view }: { readonly view: GraphView }) {
  const { store } = useShell();
  const { level, graphlet, comparison } = view;
  if (level === "compare" && comparison) {
    const { before, after } = comparison;
    return (
      <div class="models">
        <GraphletPicker
          view={view}
          current={before}
          what="Older model"
          show={(against) => store.show({ level, trainer: after.trainer, against })}
        />
        <GraphletPicker
          view={view}
          current={after}
          what="Newer model"
          show={(trainer) => store.show({ level, trainer, against: before.trainer })}
        />
      </div>
    );
  }
  if (level !== "graphlet" || !graphlet) return null;
  return (
    <div class="models">
      <GraphletPicker
        view={view}
        current={graphlet}
        what={null}
        show={(trainer) => store.show({ level: "graphlet", trainer })}
      />
      <IconButton
        tool="compare"
        label={graphlet.status === "pushed" ? "Compare with the Deployed One Before" : "Compare with Last Deployed"}
        onPress={() => store.show({ level: "compare", trainer: graphlet.trainer })}
      />
    </div>
  );
}
