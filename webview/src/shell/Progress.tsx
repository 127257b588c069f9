import { useEffect, useState } from "preact/hooks";
import { useShell } from "./context.ts";
import { progressText } from "./words.ts";

/** Milliseconds after which words join the line. */
const wordsAfter = 400;

/** A thin line while something is being made; if it takes longer, what it is and a way to end it. */
export function Progress() {
  const { store, painter } = useShell();
  const graph = store.graph.value;
  const provisional = store.layout.value?.provisional === true;
  const arranging =
    graph !== null && store.failure.value === null && (graph !== store.scene.value?.graph || provisional);
  const progress = store.progress.value;
  const reading = progress ? progressText(progress) : null;
  const text =
    reading ??
    store.loading.value ??
    (arranging ? `Arranging ${graph.nodes.length.toLocaleString("en-US")} nodes` : null);
  const busy = text !== null;
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!busy) return undefined;
    const timer = setTimeout(() => setLate(true), wordsAfter);
    return () => clearTimeout(timer);
  }, [busy]);
  if (!busy) return null;
  const share = progress?.share ?? null;
  const cancel = (): void => {
    painter.cancel();
    if (reading !== null || store.loading.value !== null) store.post({ type: "action", action: "cancel" });
  };
  return (
    <div class="progress">
      <div
        class={`progress-line ${share === null ? "unknown" : ""}`}
        role="progressbar"
        aria-label={text}
        {...(share === null ? {} : { "aria-valuenow": Math.round(share * 100) })}
      >
        <svg width="100%" height="2" aria-hidden="true">
          <rect width={share === null ? "30%" : `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`} height="2" />
        </svg>
      </div>
      {late && (
        <p class="progress-text">
          <span>{text}</span>
          <button type="button" class="link" onClick={cancel}>
            Cancel
          </button>
        </p>
      )}
    </div>
  );
}
