import * as vscode from "vscode";
import type {
  Details,
  DetailsParams,
  PanelState,
  ShowGraphArguments,
  View,
  ViewParams,
} from "../../server/src/protocol.ts";
import { requests } from "../../server/src/protocol.ts";
import { panelState } from "./messages.ts";
import type { Server } from "./server.ts";

/** What the panel shows, as it was asked for. */
export type Asked = ViewParams;

/** What a panel begins with. */
export interface Start {
  /** Null: what it is told to show later. */
  readonly asked: Asked | null;
  /** Id of the view's node that is selected. */
  readonly selected: string | null;
  /** Neither the cursor nor a command changes what it shows. */
  readonly isLocked: boolean;
}

/** What a view is asked for by a command, and the definition's node to select in it. */
export interface Opening {
  readonly asked: Asked;
  readonly node: string | null;
  /** The train node whose trade-off is opened; null for none. */
  readonly tradeOff: string | null;
}

/**
 * The view for a command's arguments: the level that is asked for; a graphlet where a training is named; for a node without more, its newest
 * graphlet if it trains, else its pipeline.
 */
export async function openingOf(server: Server, given: ShowGraphArguments): Promise<Opening> {
  const { uri, pipeline, trainer, against, node } = given;
  const base = { uri, pipeline };
  const level = given.level ?? (trainer === undefined ? undefined : "graphlet");
  const opening = (asked: Asked): Opening => ({ asked, node: node ?? null, tradeOff: null });
  if (level === "history") {
    return { ...opening({ ...base, level }), tradeOff: given.tradeOff === true ? (node ?? null) : null };
  }
  if (level === "graphlet" || level === "compare") return opening({ ...base, level, trainer, against, node });
  if (level === undefined && node !== undefined) {
    const asked: Asked = { ...base, level: "graphlet", node };
    const view = await server.request<View>(requests.view, asked);
    if (view?.type === "graph") return opening(asked);
  }
  return opening({ ...base, level: "pipeline" });
}

/** What a panel that was restored shows. */
export const askedBefore = (state: PanelState): Asked => ({
  uri: state.uri,
  level: state.level,
  pipeline: state.pipeline ?? undefined,
  trainer: state.trainer ?? undefined,
  against: state.against ?? undefined,
  range: state.range,
  artifacts: state.artifacts,
  opened: state.opened,
  selection: state.selection,
});

/** The same of all that it had, unchecked before. */
export function startBefore(value: unknown): Start {
  const state = panelState(value);
  return {
    asked: state && askedBefore(state),
    selected: state?.selected ?? null,
    isLocked: state?.locked === true,
  };
}

/** Asks for a view; a sentence where that failed. */
export async function viewOf(server: Server, asked: Asked, token: vscode.CancellationToken): Promise<View> {
  const answer = await server.request<View>(requests.view, asked, token);
  return answer ?? { type: "failure", message: vscode.l10n.t("The graph could not be made."), action: "retry" };
}

/** Asks for the details of a node of the view that is shown. */
export function detailsOf(server: Server, asked: Asked, node: string): Promise<Details | null> {
  const { uri, pipeline, level, trainer, against, range } = asked;
  const params: DetailsParams = { uri, pipeline, level, trainer, against, range, node };
  return server.request<Details>(requests.details, params);
}

/** Id of the view's node that stands for a definition's node: where several do, the first. */
export function nodeOf(view: View, definitionNode: string | null): string | null {
  if (definitionNode === null || view.type !== "graph") return null;
  return view.nodes.find((node) => node.definitionNode === definitionNode)?.id ?? null;
}

/** A view that was asked for by a node or as the newest, pinned to what is shown: details and refreshes mean the same. */
export function pinned(asked: Asked, view: View): Asked {
  if (view.type === "failure") return asked;
  const { node: _node, ...rest } = asked;
  const pipeline = view.pipeline ?? undefined;
  if (view.type === "history") return { ...rest, pipeline };
  const against = view.comparison?.before.trainer;
  return { ...rest, pipeline, trainer: view.graphlet?.trainer ?? undefined, against };
}
