import { type ViewLevel, viewLevels } from "../../../server/src/protocol.ts";
import { oneLine } from "../graph/label.ts";
import { useShell } from "./context.ts";
import { IconButton } from "./IconButton.tsx";
import type { Store } from "./store.ts";
import { lastPlace, type Place, stepped } from "./trail.ts";

const words: Readonly<Record<ViewLevel, string>> = {
  pipeline: "Pipeline",
  history: "History",
  graphlet: "Graphlet",
  compare: "Compare",
};

/** The way from the pipeline to a comparison, from the outermost level to the innermost: each leads to its picture. */
export function Levels() {
  const { store } = useShell();
  const view = store.view.value;
  if (!view) return null;
  const failed = store.failure.value !== null;
  const none = view.type === "graph" && view.level === "pipeline" && view.graphlets.length === 0;
  const single = none || (view.type === "graph" ? view.graphlets.length < 2 : view.total < 2);
  const missing: Readonly<Record<ViewLevel, string | null>> = {
    pipeline: null,
    history: none ? "No models found" : null,
    graphlet: none ? "No models found" : null,
    compare: single ? "There are no two models to compare" : null,
  };
  return (
    <nav class="levels" aria-label="Levels">
      <ol>
        {viewLevels.map((level) => (
          <li key={level}>
            <button
              type="button"
              {...(view.level === level && !failed ? { "aria-current": "page" as const } : {})}
              disabled={missing[level] !== null}
              title={missing[level] ?? titleOf(store, level)}
              onClick={() => (failed || view.level !== level) && store.show(placeFor(store, level))}
            >
              {words[level]}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Steps through the pictures that were shown in this panel. */
export function TrailButtons() {
  const { store } = useShell();
  const trail = store.trail.value;
  const failed = store.failure.value !== null;
  if (trail.places.length < (failed ? 1 : 2)) return null;
  return (
    <span class="trail">
      <IconButton
        tool="back"
        label="Back ([)"
        disabled={!failed && stepped(trail, -1) === trail}
        onPress={() => store.step(-1)}
      />
      <IconButton
        tool="forward"
        label="Forward (])"
        disabled={stepped(trail, 1) === trail}
        onPress={() => store.step(1)}
      />
    </span>
  );
}

/** The picture of a level that lies nearest: of the model that is or was looked at. */
function placeFor(store: Store, level: ViewLevel): Place {
  const view = store.view.value;
  const shown = view?.type === "graph" ? view.graphlet?.trainer : undefined;
  const trainer = shown ?? lastPlace(store.trail.value, "graphlet")?.trainer;
  if (level === "pipeline" || level === "history") return { level };
  if (level === "compare" && shown === undefined) return lastPlace(store.trail.value, "compare") ?? { level };
  return { level, ...(trainer === undefined ? {} : { trainer }) };
}

function titleOf(store: Store, level: ViewLevel): string {
  const view = store.view.value;
  const label = view?.type === "graph" && view.graphlet ? oneLine(view.graphlet.label) : null;
  if (level === "graphlet") return label === null ? "One model's executions and artifacts" : `Graphlet of ${label}`;
  if (level === "compare")
    return label === null ? "Two models side by side" : `${label} and the last deployed before it`;
  return level === "history" ? "All models over time" : "The definition's nodes with their history";
}
