import type { Hops } from "../graph/emphasis.ts";
import { useShell } from "./context.ts";
import { FoldButtons } from "./FoldButtons.tsx";

const choices = [1, 2, 3] as const;

/** How many steps up- and downstream of the selection stand out. */
export function HopChooser() {
  const { store } = useShell();
  const { hops, emphasis } = store;
  const chooser = (key: keyof Hops, arrow: string, word: string) => (
    <label>
      <span aria-hidden="true">{arrow}</span>
      {(emphasis.value?.[key] ?? 0).toLocaleString("en-US")} <span class="word">{word}</span>
      <select
        aria-label={`Steps ${word} that stand out`}
        value={String(hops.value[key] ?? "all")}
        onChange={({ currentTarget: { value } }) => {
          hops.value = { ...hops.value, [key]: value === "all" ? null : Number(value) };
        }}
      >
        {choices.map((count) => (
          <option key={count} value={String(count)}>
            {count}
          </option>
        ))}
        <option value="all">all</option>
      </select>
    </label>
  );
  return (
    <fieldset class="hops" aria-label="What stands out around the selection">
      {chooser("up", "↑", "upstream")}
      {chooser("down", "↓", "downstream")}
      <FoldButtons />
    </fieldset>
  );
}
