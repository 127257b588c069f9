import type { Connection } from "vscode-languageserver/node";
import { type ConnectParams, type DatabaseAnswer, requests } from "../protocol.ts";
import type { FeatureContext } from "./context.ts";
import { protect } from "./protect.ts";

const failed: DatabaseAnswer = {
  type: "failure",
  isDenied: false,
  message: "The database could not be connected to. The log says why.",
};

/** Tries a connection that the user describes. */
export function registerDatabases(connection: Connection, { host, onFailure }: FeatureContext): void {
  connection.onRequest<DatabaseAnswer, void>(
    requests.connectDatabase,
    protect<ConnectParams, DatabaseAnswer>("connecting", failed, onFailure, ({ path, password }) =>
      host.connectDatabase(path, password),
    ),
  );
}
