import type { Connection } from "vscode-languageserver/node";
import { isStoreUri } from "../model/storeScheme.ts";
import type { Location } from "../model/text.ts";
import { type LocateParams, type NodeAt, type NodeAtParams, requests } from "../protocol.ts";
import type { FeatureContext } from "./context.ts";
import { nameLocation, nodeAt } from "./place.ts";
import { protect } from "./protect.ts";

/** From the cursor to a node and back: what keeps text and graph together. */
export function registerPlaces(connection: Connection, { host, onFailure }: FeatureContext): void {
  connection.onRequest(
    requests.nodeAt,
    protect<NodeAtParams, NodeAt | null>("node at the cursor", null, onFailure, async ({ uri, position }, token) => {
      const reported = await host.reported(uri, token);
      const found = reported && nodeAt(reported.definition, uri, position);
      return found && { node: found.node.id, pipeline: found.pipeline.name };
    }),
  );
  connection.onRequest(
    requests.locate,
    protect<LocateParams, Location | null>("place of a node", null, onFailure, async ({ uri, node }, token) => {
      const reported = await host.reported(uri, token);
      const nodes = reported?.definition.pipelines.flatMap((pipeline) => pipeline.nodes) ?? [];
      const found = nodes.find(({ id }) => id === node);
      // The nodes of a store stand nowhere.
      return found && !isStoreUri(found.location.uri) ? nameLocation(found) : null;
    }),
  );
}
