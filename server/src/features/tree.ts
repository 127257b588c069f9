import type { Connection } from "vscode-languageserver/node";
import type { CancelToken } from "../model/cancel.ts";
import { requests, type TreePage, type TreeParams } from "../protocol.ts";
import { emptyPage, treePage, treeTraces } from "../views/tree/index.ts";
import { type FeatureContext, wording } from "./context.ts";
import { inTurns } from "./inTurns.ts";
import { protect } from "./protect.ts";

const failed = emptyPage("The tree could not be made. The log says why.", true);

/** The tree of traces, a page of one item's children at a time. */
export function registerTree(connection: Connection, context: FeatureContext): void {
  connection.onRequest(
    requests.tree,
    protect<TreeParams, TreePage>("tree of traces", failed, context.onFailure, (params, token) =>
      pageOf(context, params, token),
    ),
  );
}

async function pageOf(context: FeatureContext, params: TreeParams, token: CancelToken): Promise<TreePage> {
  const { host } = context;
  const { parent, filter, offset, limit } = params;
  const paging = { offset, limit };
  if (parent === null) return inTurns(treeTraces(await host.traces(token), paging), token);
  const store = await host.store(parent.path, false);
  if (!store.ok) return emptyPage(store.error.message, true);
  const { trace, graphlets, targetOf } = store.value;
  return inTurns(treePage({ trace, graphlets, filter, ...paging, ...wording(context) }, parent, targetOf), token);
}
