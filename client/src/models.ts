import * as vscode from "vscode";
import { formatAge } from "../../server/src/model/format.ts";
import {
  commands,
  type GraphletHead,
  type GraphView,
  type ModelArguments,
  type NodeAt,
  type NodeAtParams,
  requests,
  type ViewFailure,
  type ViewParams,
} from "../../server/src/protocol.ts";
import { statusWord } from "../../server/src/views/words.ts";
import { activeDefinition } from "./documents.ts";
import type { GraphPanels } from "./panels.ts";
import { modelArguments, recordOf } from "./recordArguments.ts";
import type { Server } from "./server.ts";

/** What the commands about one model work on. */
export interface ModelParts {
  readonly server: Server;
  readonly panel: GraphPanels;
}

/**
 * What a command about one model is about: the one that a link names, the one that the active record is about, else one that the
 * user chooses, those of the node under the cursor first. `none` where the user chose none; null where there is no pipeline to choose from.
 */
export const chooseModel = async (
  parts: ModelParts,
  argument: unknown,
  title: string,
): Promise<ModelArguments | "none" | null> =>
  modelArguments(argument) ?? modelOfRecord() ?? (await modelByChoice(parts, title));

/** The model that the active editor's record is about. */
function modelOfRecord(): ModelArguments | null {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const params = uri ? recordOf(uri) : null;
  return params && "trainer" in params.record ? { ...params, trainer: params.record.trainer } : null;
}

async function modelByChoice({ server, panel }: ModelParts, title: string): Promise<ModelArguments | "none" | null> {
  const shown = activeDefinition();
  const uri = shown?.uri.toString() ?? panel.uri;
  if (uri === null) return null;
  const at = await nodeAtCursor(server);
  const base: ViewParams = { uri, pipeline: at?.pipeline ?? undefined, level: "graphlet" };
  const ask = (params: ViewParams) => readView(server, params);
  const own = at ? await ask({ ...base, node: at.node }) : null;
  const view = own?.type === "graph" ? own : await ask(base);
  if (view?.type !== "graph") {
    if (view) void sayNoModel(view);
    return "none";
  }
  const heads = own
    ? [...view.graphlets].sort((a, b) => Number(b.node === at?.node) - Number(a.node === at?.node))
    : view.graphlets;
  const picked = await vscode.window.showQuickPick(heads.map(itemOf), {
    title,
    placeHolder: vscode.l10n.t("Choose a model"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked ? { uri, pipeline: view.pipeline ?? undefined, trainer: picked.trainer } : "none";
}

/** A view, waited for while the trace is being read; null where the user gives up, or nothing answers. */
async function readView(server: Server, params: ViewParams): Promise<GraphView | ViewFailure | null> {
  const ask = () => server.request<GraphView | ViewFailure>(requests.view, params);
  const isPending = (view: GraphView | ViewFailure | null) => view?.type === "failure" && view.pending === true;
  const first = await ask();
  if (!isPending(first)) return first;
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t("Reading the trace and the definition…"),
    cancellable: true,
  };
  return vscode.window.withProgress(progress, async (_, token) => {
    const listening: vscode.Disposable[] = [];
    const view = await new Promise<GraphView | ViewFailure | null>((resolve) => {
      const again = async () => {
        const answer = await ask();
        if (!isPending(answer)) resolve(answer);
      };
      listening.push(
        server.onChanged(() => void again()),
        token.onCancellationRequested(() => resolve(null)),
      );
      void again();
    });
    vscode.Disposable.from(...listening).dispose();
    return view;
  });
}

/** A sentence, with the choice of a trace where that is what helps. */
async function sayNoModel({ message, action }: ViewFailure): Promise<void> {
  const choose = vscode.l10n.t("Choose Trace…");
  const chosen = await vscode.window.showInformationMessage(message, ...(action === "chooseTrace" ? [choose] : []));
  if (chosen === choose) await vscode.commands.executeCommand(commands.chooseTrace);
}

const itemOf = ({ label, node, status, startedAt, reason, trainer }: GraphletHead) => ({
  label,
  description: [node, statusWord[status], startedAt === null ? "" : formatAge(startedAt, Date.now())]
    .filter((text) => text !== "")
    .join(" · "),
  ...(reason === null ? {} : { detail: reason }),
  trainer,
});

async function nodeAtCursor(server: Server): Promise<NodeAt | null> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.document !== activeDefinition()?.document) return null;
  const { line, character } = editor.selection.active;
  const params: NodeAtParams = { uri: editor.document.uri.toString(), position: { line, character } };
  return server.request<NodeAt>(requests.nodeAt, params);
}
