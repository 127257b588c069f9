import * as vscode from "vscode";
import {
  type LocateParams,
  requests,
  type Status,
  type StatusParams,
  type StorePage,
  type StoreParams,
  type TimeRange,
} from "../../../server/src/protocol.ts";
import { activeDefinition, sameUri } from "../documents.ts";
import type { Place, Revealer } from "../reveal.ts";
import type { Server } from "../server.ts";
import { filterAt, filterText, type KeptFilter, noFilter, readFilter } from "./filter.ts";
import { pickFilter } from "./filterPick.ts";
import { pathOf, placeOf, type TraceNode } from "./node.ts";
import { createTraceProvider, type TraceProvider } from "./provider.ts";

const viewId = "graphlet.traces";
const filterKey = "graphlet.traceFilter";
/** Changes come in groups: the tree is drawn anew once for each, milliseconds. */
const rest = 300;

/** The view of traces in the side bar. */
export interface TraceTree extends vscode.Disposable {
  readonly provider: TraceProvider;
  /** What the filter leaves out, in words; empty where nothing. */
  readonly filterText: string;
  /** Lets the user change the filter. */
  chooseFilter(): Promise<void>;
  setFilter(filter: KeptFilter): Promise<void>;
  /** Shows the tree with what began in a time alone, and passes the rest of the filter. */
  showRange(range: TimeRange): Promise<void>;
  clearFilter(): Promise<void>;
  /** Shows the active definition's pipeline in the tree, or that of a store's path and pipeline. False where it is in no trace. */
  revealActive(): Promise<boolean>;
  reveal(path: string, pipeline: string | null): Promise<boolean>;
  /** Reads the trace of a line again. */
  retry(node: TraceNode): Promise<void>;
  /** Shows where a line's node is defined; false where it is not. */
  revealInCode(node: TraceNode, revealer: Revealer): Promise<boolean>;
}

export function createTraceTree(server: Server, state: vscode.Memento): TraceTree {
  let filter = readFilter(state.get(filterKey));
  const provider = createTraceProvider(server, () => filterAt(filter, Date.now()));
  const view = vscode.window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true });
  let timer: NodeJS.Timeout | undefined;
  let stale = false;

  const costHasUnit = (): boolean => vscode.workspace.getConfiguration("graphlet", null).get("costProperty", "") !== "";

  function showFilter(): void {
    const text = filterText(filter, costHasUnit());
    view.description = text;
    // A view that is alone in its container shows no description.
    view.message = text === "" ? "" : vscode.l10n.t("Filter: {0}", text);
    void vscode.commands.executeCommand("setContext", "graphlet.traceFiltered", text !== "");
  }

  async function setFilter(next: KeptFilter): Promise<void> {
    filter = next;
    showFilter();
    provider.refresh();
    await state.update(filterKey, next);
  }

  function refreshSoon(): void {
    if (!view.visible) {
      stale = true;
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(() => provider.refresh(), rest);
  }

  async function reveal(path: string, isPipeline: (node: TraceNode["item"]) => boolean): Promise<boolean> {
    const trace = await provider.find(null, (item) => item.type === "trace" && item.path === path);
    const pipeline = trace && (await provider.find(trace, isPipeline));
    const node = pipeline ?? trace;
    if (!node) return false;
    // It may stand behind what is shown: the lines shown now are those that it was found in.
    provider.refresh(node.parent ?? undefined);
    await view.reveal(node, { select: true, focus: true, expand: true });
    return true;
  }

  async function revealActive(): Promise<boolean> {
    const shown = activeDefinition();
    if (!shown) return false;
    const uri = shown.uri.toString();
    const params: StatusParams = { uri };
    const status = await server.request<Status>(requests.status, params);
    if (!status || status.path === null) return false;
    // A module of a pipeline has no pipeline of its own: then the one that a definition is open for is meant.
    const own = (item: TraceNode["item"]) => item.type === "pipeline" && sameUri(item.target.uri, uri);
    const trace = await provider.find(null, (item) => item.type === "trace" && item.path === status.path);
    const found = trace && (await provider.find(trace, own));
    return reveal(status.path, found ? own : (item) => item.type === "pipeline" && item.target.defined);
  }

  showFilter();
  const listening = [
    view,
    provider,
    server.onChanged(refreshSoon),
    view.onDidChangeVisibility(() => {
      if (!view.visible || !stale) return;
      stale = false;
      provider.refresh();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("graphlet.costProperty")) showFilter();
    }),
  ];
  return {
    provider,
    get filterText() {
      return view.description ?? "";
    },
    async chooseFilter() {
      const next = await pickFilter(filter, costHasUnit());
      if (next) await setFilter(next);
    },
    setFilter,
    async showRange(range) {
      await setFilter({ ...filter, days: null, range });
      await vscode.commands.executeCommand(`${viewId}.focus`);
    },
    clearFilter: () => setFilter(noFilter),
    revealActive,
    reveal: (path, pipeline) => reveal(path, (item) => item.type === "pipeline" && item.pipeline === pipeline),
    async retry(node) {
      const params: StoreParams = { path: pathOf(node), again: true };
      await server.request<StorePage>(requests.store, params);
      provider.refresh();
    },
    async revealInCode(node, revealer) {
      const place = placeOf(node);
      if (!place) return false;
      if (place.node === null) {
        await vscode.commands.executeCommand("vscode.open", vscode.Uri.parse(place.uri));
        return true;
      }
      const params: LocateParams = { uri: place.uri, node: place.node };
      const found = await server.request<Place>(requests.locate, params);
      if (found) await revealer.reveal(found);
      return found !== null;
    },
    dispose() {
      clearTimeout(timer);
      vscode.Disposable.from(...listening).dispose();
    },
  };
}
