import type { Connection } from "vscode-languageserver/node";
import type { CancelToken } from "../model/cancel.ts";
import { requests, type StoreFailure, type StorePage, type StoreParams } from "../protocol.ts";
import { traceName } from "../traces/traceName.ts";
import { storePage } from "../views/tree/storePage.ts";
import { type FeatureContext, wording } from "./context.ts";
import { inTurns } from "./inTurns.ts";
import { protect } from "./protect.ts";

const failed: StoreFailure = {
  type: "failure",
  reason: "failed",
  message: "The summary could not be made. The log says why.",
};

/** What a store holds, on one page. Waits until the store was read. */
export function registerStorePage(connection: Connection, context: FeatureContext): void {
  connection.onRequest<StorePage, unknown>(
    requests.store,
    protect<StoreParams, StorePage>("summary of a store", failed, context.onFailure, (params, token) =>
      pageOf(context, params, token),
    ),
  );
}

async function pageOf(context: FeatureContext, { path, again }: StoreParams, token: CancelToken): Promise<StorePage> {
  const store = await context.host.store(path, again === true);
  if (!store.ok) return { type: "failure", reason: store.error.reason, message: store.error.message };
  const { trace, graphlets, targetOf, note } = store.value;
  return inTurns(
    storePage({ name: traceName(path), path, note, trace, graphlets, targetOf, ...wording(context) }),
    token,
  );
}
