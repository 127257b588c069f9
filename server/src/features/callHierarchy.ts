import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CallHierarchyPrepareParams,
  Connection,
} from "vscode-languageserver/node";
import type { CancelToken } from "../model/cancel.ts";
import { callData, callItemsAt, consumersOf, producersOf } from "./callsOf.ts";
import { type FeatureContext, namedReport } from "./context.ts";
import { protect } from "./protect.ts";

/** What feeds a node comes in, what it feeds goes out. */
export function registerCallHierarchy(connection: Connection, { host, onFailure }: FeatureContext): void {
  const { callHierarchy } = connection.languages;
  const found = async (item: CallHierarchyItem, token: CancelToken) => {
    const data = callData(item);
    const reported = data && (await host.reported(data.uri, token));
    const report = data && reported ? namedReport(reported, data.pipeline) : undefined;
    const node = report?.pipeline.nodes.find(({ id }) => id === data?.node);
    return report && node ? { definition: report.definition, pipeline: report.pipeline, node } : null;
  };
  callHierarchy.onPrepare(
    protect<CallHierarchyPrepareParams, CallHierarchyItem[] | null>(
      "call hierarchy",
      null,
      onFailure,
      async ({ textDocument, position }, token) => {
        const reported = await host.reported(textDocument.uri, token);
        const items = reported ? callItemsAt(reported.definition, textDocument.uri, position) : [];
        return items.length > 0 ? [...items] : null;
      },
    ),
  );
  callHierarchy.onIncomingCalls(
    protect<{ item: CallHierarchyItem }, CallHierarchyIncomingCall[]>(
      "call hierarchy",
      [],
      onFailure,
      async ({ item }, token) => {
        const at = await found(item, token);
        return at ? [...producersOf(at.definition, at.pipeline, at.node)] : [];
      },
    ),
  );
  callHierarchy.onOutgoingCalls(
    protect<{ item: CallHierarchyItem }, CallHierarchyOutgoingCall[]>(
      "call hierarchy",
      [],
      onFailure,
      async ({ item }, token) => {
        const at = await found(item, token);
        return at ? [...consumersOf(at.definition, at.pipeline, at.node)] : [];
      },
    ),
  );
}
