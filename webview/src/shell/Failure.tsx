import type { ViewFailure } from "../../../server/src/protocol.ts";
import { useShell } from "./context.ts";
import { StateIcon, ToolIcon } from "./Icon.tsx";
import { actionWords } from "./words.ts";

/** Nothing went wrong: there is something to choose or to name. */
const isMissing = (action: ViewFailure["action"]): boolean =>
  action !== null && action !== "retry" && action !== "showLog";

interface Properties {
  readonly failure: ViewFailure;
  /** The picture before it stays, below. */
  readonly over?: boolean;
}

/** What is missing and what cures it, in the place of a picture or over the last one. */
export function Failure({ failure, over = false }: Properties) {
  const { store } = useShell();
  const { action } = failure;
  return (
    <div class={over ? "failure over" : "failure"}>
      {over && (isMissing(action) ? <ToolIcon tool="info" /> : <StateIcon state="failed" />)}
      <p>
        {failure.message}
        {over && <span class="second"> Below is the last picture.</span>}
      </p>
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
        {action !== "showLog" && !(over && isMissing(action)) && (
          <button type="button" class="link" onClick={() => store.post({ type: "action", action: "showLog" })}>
            {actionWords.showLog}
          </button>
        )}
      </p>
    </div>
  );
}
