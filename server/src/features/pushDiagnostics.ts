import type { Connection } from "vscode-languageserver/node";
import { neverCancelled } from "../model/cancel.ts";
import type { FeatureContext } from "./context.ts";
import { diagnosticsFor } from "./diagnostics.ts";

/** How long typing must rest before diagnostics are sent. */
const restMs = 250;

/** Diagnostics for editors that do not ask for them. */
export interface PushedDiagnostics {
  /** Sends those of the documents or cells, after a rest. */
  later(uris: readonly string[]): void;
  /** A closed document has none. */
  clear(uri: string): void;
}

/** Sends diagnostics; one document's failure is told and leaves the others alone. */
export function pushDiagnostics(connection: Connection, context: FeatureContext): PushedDiagnostics {
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const send = async (uri: string): Promise<void> => {
    try {
      await connection.sendDiagnostics({ uri, diagnostics: await diagnosticsFor(context, uri, neverCancelled) });
    } catch (error) {
      context.onFailure("diagnostics", error);
    }
  };
  return {
    later(uris) {
      for (const uri of uris) waiting.add(uri);
      clearTimeout(timer);
      timer = setTimeout(() => {
        const now = [...waiting];
        waiting.clear();
        for (const uri of now) void send(uri);
      }, restMs);
    },
    clear(uri) {
      waiting.delete(uri);
      connection.sendDiagnostics({ uri, diagnostics: [] }).catch(() => {});
    },
  };
}
