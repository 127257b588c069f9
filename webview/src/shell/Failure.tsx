import type { ViewFailure } from "../../../server/src/protocol.ts";
import { useShell } from "./context.ts";
import { actionWords } from "./words.ts";

/** No picture: what is missing and what cures it. */
export function Failure({ failure }: { readonly failure: ViewFailure }) {
  const { store } = useShell();
  const { action } = failure;
  return (
    <div class="failure">
      <p>{failure.message}</p>
      <p class="failure-actions">
        {action && (
          <button type="button" class="button" onClick={() => store.post({ type: "action", action })}>
            {actionWords[action] ?? actionWords.retry}
          </button>
        )}
        {store.view.value === null && (action === null || action === "retry") && (
          <button type="button" class="link" onClick={() => store.show({ level: "pipeline" })}>
            Show Pipeline
          </button>
        )}
        {action !== "showLog" && (
          <button type="button" class="link" onClick={() => store.post({ type: "action", action: "showLog" })}>
            {actionWords.showLog}
          </button>
        )}
      </p>
    </div>
  );
}
