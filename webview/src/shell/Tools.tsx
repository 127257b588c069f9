import { useShell } from "./context.ts";
import { GroupChooser } from "./GroupChooser.tsx";
import { IconButton } from "./IconButton.tsx";

const zoomStep = 1.25;

/** Buttons for how the picture is shown. */
export function Tools() {
  const { store, canvas } = useShell();
  const look = store.look.value;
  const down = store.direction.value === "down";
  return (
    <fieldset class="tools" aria-label="View">
      <GroupChooser />
      <IconButton
        tool={down ? "right" : "down"}
        label={down ? "Flow to the Right" : "Flow Downwards"}
        onPress={() => store.changeLook({ direction: down ? "right" : "down" })}
      />
      <IconButton
        tool="artifacts"
        label="Show All Artifacts"
        pressed={store.artifacts.value}
        onPress={() => store.setArtifacts(!store.artifacts.value)}
      />
      <IconButton
        tool="outline"
        label="Show Outline"
        pressed={look.outline}
        onPress={() => store.changeLook({ outline: !look.outline })}
      />
      <IconButton
        tool="details"
        label="Show Details"
        pressed={look.details}
        onPress={() => store.changeLook({ details: !look.details })}
      />
      <span class="separator" />
      <IconButton tool="zoomOut" label="Zoom Out" onPress={() => canvas.viewport.zoomBy(1 / zoomStep)} />
      <IconButton tool="zoomIn" label="Zoom In" onPress={() => canvas.viewport.zoomBy(zoomStep)} />
      <IconButton tool="fit" label="Fit" onPress={() => canvas.viewport.fit()} />
    </fieldset>
  );
}
