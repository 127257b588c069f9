import type { ToWebview } from "../../../server/src/protocol.ts";
import { type GraphIndex, indexInSteps } from "../graph/graphIndex.ts";
import { nextTurn, runSliced } from "../layout/sliced.ts";

type Message = Exclude<ToWebview, { type: "part" }>;

/** Nodes of a view from which on it is indexed in tasks of its own. */
const many = 5_000;
const untilDone = new AbortController().signal;

/**
 * Hands messages on in the order in which they come; a large view with its index, made in tasks before, so that nothing holds
 * the page up. `take` must not throw.
 */
export function createInbox(take: (message: Message, index: GraphIndex | null) => void): (message: Message) => void {
  const waiting: Message[] = [];
  let isBusy = false;
  const work = async (): Promise<void> => {
    isBusy = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const view = next.type === "view" && next.view.type === "graph" ? next.view : null;
      if (!view || view.nodes.length < many) take(next, null);
      else {
        const index = await runSliced(indexInSteps(view), untilDone);
        await nextTurn();
        take(next, index);
      }
    }
    isBusy = false;
  };
  return (message) => {
    waiting.push(message);
    if (!isBusy) void work();
  };
}
