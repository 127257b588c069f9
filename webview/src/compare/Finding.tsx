import { oneLine } from "../graph/label.ts";
import { useShell } from "../shell/context.ts";
import { DifferenceIcon } from "./DifferenceIcon.tsx";

/** What a comparison found, in a sentence, and what its signs mean. */
export function Finding() {
  const { store } = useShell();
  const comparison = store.graph.value?.view.comparison;
  if (!comparison) return null;
  const { before, after, finding, sameInputsOtherOutcome } = comparison;
  return (
    <section class="finding" aria-label="Finding">
      <p>
        {sameInputsOtherOutcome && <strong>Same inputs, different outcome.</strong>} {finding}
      </p>
      <ul class="legend" aria-label="Signs">
        <li>
          <DifferenceIcon difference="before" /> only in {oneLine(before.label)}
        </li>
        <li>
          <DifferenceIcon difference="after" /> only in {oneLine(after.label)}
        </li>
        <li>
          <DifferenceIcon difference="changed" /> changed
        </li>
        <li>
          <DifferenceIcon difference="same" /> the same
        </li>
      </ul>
    </section>
  );
}
