import { useMemo } from "preact/hooks";
import { useShell } from "../shell/context.ts";
import { IconButton } from "../shell/IconButton.tsx";
import { createActions } from "./actions.ts";

const zoomStep = 1.5;

/** Buttons for how the history is shown. */
export function HistoryTools() {
  const { store } = useShell();
  const { timeline } = store;
  const actions = useMemo(() => createActions(store), [store]);
  const even = timeline.spacing.value === "even";
  const look = store.look.value;
  const setSpacing = (): void => {
    timeline.window.value = null;
    timeline.chosenSpacing.value = even ? "time" : "even";
  };
  return (
    <fieldset class="tools" aria-label="View">
      <IconButton tool="even" label="Space Models Evenly" pressed={even} onPress={setSpacing} />
      <IconButton
        tool="outline"
        label="Show List"
        pressed={look.outline}
        onPress={() => store.changeLook({ outline: !look.outline })}
      />
      <span class="separator" />
      <IconButton tool="zoomOut" label="Zoom Out" onPress={() => actions.zoom(1 / zoomStep, 0.5)} />
      <IconButton tool="zoomIn" label="Zoom In" onPress={() => actions.zoom(zoomStep, 0.5)} />
      <IconButton
        tool="fit"
        label="Fit"
        onPress={() => {
          timeline.window.value = null;
        }}
      />
    </fieldset>
  );
}
