import type { Grouping } from "../fold/fold.ts";
import { useShell } from "./context.ts";

const words: Readonly<Record<Grouping, string>> = {
  none: "No groups",
  kind: "By kind",
  run: "By run",
  layers: "In layers",
};

/** What nodes are drawn as one, or stand in layers of their own. */
export function GroupChooser() {
  const { store } = useShell();
  const graph = store.complete.value;
  if (!graph || graph.nodes.length < 3) return null;
  const choices: readonly Grouping[] = graph.nodes.some(({ run }) => run !== undefined)
    ? ["none", "kind", "run", "layers"]
    : ["none", "kind", "layers"];
  return (
    <select
      class="group-chooser"
      aria-label="Group nodes"
      title="Group nodes"
      value={store.fold.value.grouping}
      onChange={({ currentTarget }) => {
        const grouping = choices.find((choice) => choice === currentTarget.value) ?? "none";
        store.fold.value = { ...store.fold.value, grouping, openGroups: new Set() };
      }}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {words[choice]}
        </option>
      ))}
    </select>
  );
}
