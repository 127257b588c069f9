import type { FromStorePage, StoreFailure } from "../../../server/src/protocol.ts";
import type { Post } from "./messages.ts";

type Action = Extract<FromStorePage, { type: "action" }>["action"];

interface Words {
  readonly title: string;
  /** The first one is what most people will want. */
  readonly actions: readonly Action[];
}

const words: Readonly<Record<StoreFailure["reason"], Words>> = {
  cancelled: { title: "Reading was cancelled", actions: ["retry", "openOtherwise"] },
  "not-a-trace": { title: "Not a store that Graphlet reads", actions: ["openOtherwise", "retry"] },
  failed: { title: "The store cannot be read", actions: ["retry", "showLog", "openOtherwise"] },
};

const actionWords: Readonly<Partial<Record<Action, string>>> = {
  retry: "Retry",
  showLog: "Show Log",
  openOtherwise: "Open With…",
};

/** Why there are no figures, and what can be done. */
export function StoreFailed({ failure, post }: { readonly failure: StoreFailure; readonly post: Post }) {
  const { title, actions } = words[failure.reason] ?? words.failed;
  return (
    <main class="failure">
      <h1>{title}</h1>
      <p role="alert">{failure.message}</p>
      <p class="failure-actions">
        {actions.map((action, index) => (
          <button
            key={action}
            type="button"
            class={index === 0 ? "button" : "link"}
            onClick={() => post({ type: "action", action })}
          >
            {actionWords[action]}
          </button>
        ))}
      </p>
    </main>
  );
}
