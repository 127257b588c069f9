import type { Connection } from "vscode-languageserver/node";
import {
  type CancelReadParams,
  type ChooseTraceParams,
  noDefinition,
  requests,
  type Status,
  type StatusParams,
  type TraceChoice,
  type TraceChoicesParams,
} from "../protocol.ts";
import type { FeatureContext } from "./context.ts";
import { protect } from "./protect.ts";

/** Which trace a definition is paired with, and the user's choice of it. */
export function registerTraces(connection: Connection, { host, onFailure }: FeatureContext): void {
  connection.onRequest(
    requests.status,
    protect<StatusParams, Status>("status", noDefinition, onFailure, ({ uri }) => host.status(uri)),
  );
  connection.onRequest(
    requests.traceChoices,
    protect<TraceChoicesParams, readonly TraceChoice[]>("choice of traces", [], onFailure, ({ uri }, token) =>
      host.choices(uri, token),
    ),
  );
  connection.onRequest(
    requests.chooseTrace,
    protect<ChooseTraceParams, null>("choice of a trace", null, onFailure, async ({ uri, path }) => {
      await host.choose(uri, path);
      return null;
    }),
  );
  connection.onRequest(
    requests.refresh,
    protect<unknown, null>("refresh", null, onFailure, async () => {
      await host.refresh();
      return null;
    }),
  );
  connection.onRequest(
    requests.cancelRead,
    protect<CancelReadParams, null>("cancelling", null, onFailure, ({ path }) => {
      host.cancelRead(path);
      return null;
    }),
  );
}
