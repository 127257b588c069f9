import * as vscode from "vscode";
import { isStoreUri } from "../../server/src/model/storeScheme.ts";
import {
  commands,
  type NodeAt,
  type NodeAtParams,
  requests,
  type ShowGraphArguments,
  type ViewLevel,
} from "../../server/src/protocol.ts";
import { type ConnectHost, connectDatabase } from "./databases/connect.ts";
import { forgetCredentials } from "./databases/forget.ts";
import { activeDefinition } from "./documents.ts";
import { openExample } from "./example.ts";
import { copyGraph, exportGraph } from "./exportGraph.ts";
import { tellOnce } from "./failures.ts";
import { timeRange } from "./fields.ts";
import { showGraphArguments } from "./messages.ts";
import { chooseModel } from "./models.ts";
import { log, messageOf } from "./output.ts";
import type { GraphPanels } from "./panels.ts";
import { openRecordArguments } from "./recordArguments.ts";
import type { Records } from "./records.ts";
import { openRule } from "./rules.ts";
import type { Server } from "./server.ts";
import type { StatusItem } from "./status.ts";
import { showSummary } from "./store/showSummary.ts";
import type { StoreEditors } from "./store/storeEditor.ts";
import { chooseTrace, useTrace } from "./traces.ts";
import { graphArguments, idOf, isTraceNode, modelArgumentsOf, recordArguments } from "./tree/node.ts";
import type { TraceTree } from "./tree/traceTree.ts";

/** What the commands work on. */
export interface Parts {
  readonly context: vscode.ExtensionContext;
  readonly server: Server;
  readonly panel: GraphPanels;
  readonly records: Records;
  readonly status: StatusItem;
  readonly tree: TraceTree;
  readonly databases: ConnectHost;
  readonly stores: StoreEditors;
}

/** Every command of the extension: the manifest declares the same. */
export function commandTable(parts: Parts): Readonly<Record<string, (argument: unknown) => unknown>> {
  const { context, server, panel, status, tree, databases } = parts;
  return {
    [commands.showGraph]: (argument) => showGraph(parts, isTraceNode(argument) ? graphArguments(argument) : argument),
    "graphlet.showHistory": (argument) =>
      showGraph(parts, isTraceNode(argument) ? graphArguments(argument) : argument, "history"),
    "graphlet.openAnotherGraph": async () => {
      const given = panel.activeUri === null ? await graphAtCursor(server) : null;
      if (given || panel.uri !== null) await panel.openAnother(given);
      else sayNoDefinition();
    },
    [commands.chooseTrace]: async (argument) => {
      const uri = typeof argument === "string" ? vscode.Uri.parse(argument) : activeUri(panel);
      if (uri) await chooseTrace(databases, context.workspaceState, uri);
      else sayNoDefinition();
    },
    [commands.connectDatabase]: async () => {
      const uri = activeUri(panel);
      if (!uri) return sayNoDefinition();
      const path = await connectDatabase(databases);
      if (path !== undefined) await useTrace(databases, context.workspaceState, uri, path);
    },
    "graphlet.lockGraph": () => panel.lock(true),
    "graphlet.unlockGraph": () => panel.lock(false),
    "graphlet.forgetCredentials": () => forgetCredentials(databases.credentials),
    [commands.refresh]: () => server.request(requests.refresh, null),
    "graphlet.cancelRead": () => status.cancelRead(),
    [commands.showLog]: () => log().show(),
    [commands.openRule]: (argument) => openRule(context.extensionUri, argument),
    [commands.openRecord]: async (argument) => {
      const given = isTraceNode(argument) ? recordArguments(argument) : openRecordArguments(argument);
      if (given) await parts.records.open(given);
    },
    [commands.explain]: async (argument) => {
      const given = await chooseModel(parts, modelIn(argument), vscode.l10n.t("Explain What Became of a Model"));
      if (given === null) sayNoDefinition();
      else if (given !== "none" && given.trainer !== undefined) {
        const { uri, pipeline, trainer } = given;
        await parts.records.open({ uri, pipeline, record: { type: "explanation", trainer } });
      }
    },
    [commands.compare]: async (argument) => {
      const given = await chooseModel(
        parts,
        modelIn(argument),
        vscode.l10n.t("Compare a Model with the Last Deployed One"),
      );
      if (given === null) sayNoDefinition();
      else if (given !== "none") await panel.show({ ...given, level: "compare" });
    },
    "graphlet.exportGraph": (argument) => exportGraph(panel, argument),
    "graphlet.copyGraphAsMermaid": () => copyGraph(panel, "mermaid"),
    "graphlet.copyGraphAsMarkdown": () => copyGraph(panel, "markdown"),
    "graphlet.openExample": () => openExample(context),
    "graphlet.showTraceSummary": (argument) => showSummary(server, parts.stores, argument),
    "graphlet.filterTraces": async (argument) => {
      const range = timeRange(argument);
      await (range ? tree.showRange(range) : tree.chooseFilter());
    },
    "graphlet.clearTraceFilter": () => tree.clearFilter(),
    "graphlet.revealInTraces": async () => {
      if (!(await tree.revealActive())) sayNotInTraces();
    },
    "graphlet.showMoreTraces": (argument) => isTraceNode(argument) && tree.provider.showMore(argument),
    "graphlet.retryTrace": (argument) => isTraceNode(argument) && tree.retry(argument),
    "graphlet.copyTraceId": async (argument) => {
      const id = isTraceNode(argument) ? idOf(argument) : null;
      if (id !== null) await vscode.env.clipboard.writeText(id);
    },
    "graphlet.revealInCode": async (argument) => {
      if (isTraceNode(argument) && !(await tree.revealInCode(argument, panel.revealer))) sayNotInCode();
    },
  };
}

/** A line of the tree as commands about models take it. */
const modelIn = (argument: unknown): unknown => (isTraceNode(argument) ? modelArgumentsOf(argument) : argument);

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

/** `level`: in the place of the one that the arguments name. */
async function showGraph({ panel, server }: Parts, argument: unknown, level?: ViewLevel): Promise<void> {
  const asked = showGraphArguments(argument) ?? (argument instanceof vscode.Uri ? pipelineOf(argument) : null);
  const given = asked ?? (await graphAtCursor(server)) ?? graphInFront(panel);
  if (given) await panel.show(level === undefined ? given : { ...given, level });
  else sayNoDefinition();
}

/** The pipeline that the graph in front shows. */
function graphInFront({ activeUri, view }: GraphPanels): ShowGraphArguments | null {
  if (activeUri === null) return null;
  const pipeline = view && view.type !== "failure" ? view.pipeline : null;
  return { uri: activeUri, level: "pipeline", pipeline: pipeline ?? undefined };
}

const pipelineOf = (uri: vscode.Uri): ShowGraphArguments => ({ uri: uri.toString(), level: "pipeline" });

/** The active definition's pipeline, with the node under the cursor selected. */
async function graphAtCursor(server: Server): Promise<ShowGraphArguments | null> {
  const shown = activeDefinition();
  if (!shown) return null;
  const given = pipelineOf(shown.uri);
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.document !== shown.document) return given;
  const { line, character } = editor.selection.active;
  const params: NodeAtParams = { uri: shown.document.uri.toString(), position: { line, character } };
  const found = await server.request<NodeAt>(requests.nodeAt, params);
  return found ? { ...given, node: found.node, pipeline: found.pipeline ?? undefined } : given;
}

const activeUri = (panel: GraphPanels): vscode.Uri | null => {
  const active = activeDefinition()?.uri;
  if (active) return active;
  return panel.uri === null || isStoreUri(panel.uri) ? null : vscode.Uri.parse(panel.uri);
};

function sayNoDefinition(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      "This file defines no pipeline that Graphlet can read. Open a pipeline of TFX, Kubeflow Pipelines, Argo, DVC or MLflow.",
    ),
  );
}

function sayNotInTraces(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t("No trace is paired with this file's pipeline. Graphlet: Choose Trace… pairs one."),
  );
}

function sayNotInCode(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t("The definition has no node of this name."));
}
