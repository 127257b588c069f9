import * as vscode from "vscode";
import { commands, requests, type ShowGraphArguments } from "../../server/src/protocol.ts";
import { activeDefinition } from "./documents.ts";
import { openExample } from "./example.ts";
import { tellOnce } from "./failures.ts";
import { showGraphArguments } from "./messages.ts";
import { log, messageOf } from "./output.ts";
import type { GraphPanel } from "./panel.ts";
import { openRule } from "./rules.ts";
import type { Server } from "./server.ts";
import type { StatusItem } from "./status.ts";
import { chooseTrace } from "./traces.ts";

/** What the commands work on. */
export interface Parts {
  readonly context: vscode.ExtensionContext;
  readonly server: Server;
  readonly panel: GraphPanel;
  readonly status: StatusItem;
}

/** Every command of the extension: the manifest declares the same. */
export function commandTable(parts: Parts): Readonly<Record<string, (argument: unknown) => unknown>> {
  const { context, server, panel, status } = parts;
  return {
    [commands.showGraph]: (argument) => showGraph(parts, argument),
    [commands.chooseTrace]: async (argument) => {
      const uri = typeof argument === "string" ? vscode.Uri.parse(argument) : activeUri(panel);
      if (uri) await chooseTrace(server, context.workspaceState, uri);
      else sayNoDefinition();
    },
    [commands.refresh]: () => server.request(requests.refresh, null),
    "graphlet.cancelRead": () => status.cancelRead(),
    [commands.showLog]: () => log().show(),
    [commands.openRule]: (argument) => openRule(context.extensionUri, argument),
    "graphlet.openExample": () => openExample(context),
  };
}

/** Registers the table; what a command throws is told. */
export function registerCommands(parts: Parts): vscode.Disposable {
  const registered = Object.entries(commandTable(parts)).map(([id, run]) =>
    vscode.commands.registerCommand(id, async (argument: unknown) => {
      try {
        await run(argument);
      } catch (error) {
        await tellOnce(vscode.l10n.t("{0} failed: {1}", id, messageOf(error)));
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

async function showGraph({ panel }: Parts, argument: unknown): Promise<void> {
  const given = argument instanceof vscode.Uri ? pipelineOf(argument) : (showGraphArguments(argument) ?? activeGraph());
  if (given) await panel.show(given);
  else sayNoDefinition();
}

const pipelineOf = (uri: vscode.Uri): ShowGraphArguments => ({ uri: uri.toString(), level: "pipeline" });

/** The active definition's pipeline. */
function activeGraph(): ShowGraphArguments | null {
  const uri = activeDefinition()?.uri;
  return uri ? pipelineOf(uri) : null;
}

const activeUri = (panel: GraphPanel): vscode.Uri | null => {
  const active = activeDefinition()?.uri;
  if (active) return active;
  return panel.uri === null ? null : vscode.Uri.parse(panel.uri);
};

function sayNoDefinition(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t("This file defines no pipeline that Graphlet can read. Open a TFX pipeline or notebook."),
  );
}
