import { isAbsolute } from "node:path";
import type { ClientCapabilities } from "vscode-languageserver/node";
import { isTimeZone } from "./model/zonedTime.ts";
import type { InitializationOptions } from "./protocol.ts";
import { isDatabaseAddress } from "./traces/database/address.ts";

/** What the editor can do, as far as it matters to the server. */
export interface ClientTraits {
  readonly configuration: boolean;
  readonly watching: boolean;
  readonly folders: boolean;
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  readonly workDone: boolean;
  readonly annotates: boolean;
}

/** Reads the traits from what the editor says of itself. */
export const traitsOf = ({ workspace, textDocument, window }: ClientCapabilities): ClientTraits => ({
  configuration: workspace?.configuration === true,
  watching: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
  folders: workspace?.workspaceFolders === true,
  pullsDiagnostics: textDocument?.diagnostic !== undefined,
  refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
  refreshesLenses: workspace?.codeLens?.refreshSupport === true,
  workDone: window?.workDoneProgress === true,
  annotates: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
});

/** The checked part of what the client handed over. */
export interface Given {
  /** URI of the definition → absolute path. */
  readonly chosenTraces: Readonly<Record<string, string>>;
  /** Links in hovers may run our commands. */
  readonly links: boolean;
  /** Programs of the user may be run. */
  readonly trusted: boolean;
  /** The client keeps the passwords of databases; else they come from the environment. */
  readonly keepsPasswords: boolean;
  /** Absolute path; null: nothing is kept. */
  readonly cacheFolder: string | null;
  /** Name of the reader's time zone; null: times are in UTC. */
  readonly timeZone: string | null;
}

/** Checks what the client handed over; what does not fit is left out. */
export function givenBy(options: unknown): Given {
  const given = (isObject(options) ? options : {}) as InitializationOptions;
  const { chosenTraces, trustedCommands, trusted, keepsPasswords, cacheFolder, timeZone } = given;
  const chosen = isObject(chosenTraces) ? Object.entries(chosenTraces) : [];
  return {
    chosenTraces: Object.fromEntries(
      chosen.filter(([, path]) => typeof path === "string" && (isAbsolute(path) || isDatabaseAddress(path))),
    ),
    links: trustedCommands === true,
    trusted: trusted !== false,
    keepsPasswords: keepsPasswords === true,
    cacheFolder: typeof cacheFolder === "string" && isAbsolute(cacheFolder) ? cacheFolder : null,
    timeZone: typeof timeZone === "string" && isTimeZone(timeZone) ? timeZone : null,
  };
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
