import * as vscode from "vscode";
import { requests, type TreeFilter, type TreePage, type TreeParams } from "../../../server/src/protocol.ts";
import type { Server } from "../server.ts";
import { type NodeItem, nodesOf, parentParams, type TraceNode } from "./node.ts";
import { treeItemOf } from "./treeItem.ts";

/** Lines that `Show More…` adds, and that are shown at first. */
const pageSize = 100;
/** Most items of one answer. */
const most = 1000;

export interface TraceProvider extends vscode.TreeDataProvider<TraceNode>, vscode.Disposable {
  /** What is shown is stale: all of it, or what stands below a line. */
  refresh(node?: TraceNode): void;
  /** Shows more of what stands beside a line `Show More…`. */
  showMore(node: TraceNode): void;
  /** The first child that fits, however far down it is; it is shown from then on. */
  find(parent: TraceNode | null, fits: (item: NodeItem) => boolean): Promise<TraceNode | null>;
}

/** The tree's lines, asked for a page at a time when they come into view. Nothing is kept but how many lines are shown below each. */
export function createTraceProvider(server: Server, filter: () => TreeFilter): TraceProvider {
  const changes = new vscode.EventEmitter<TraceNode | undefined>();
  const shown = new Map<string, number>();
  const keyOf = (node: TraceNode | null): string => node?.id ?? "";

  async function itemsOf(node: TraceNode | null, wanted: number): Promise<readonly NodeItem[]> {
    const parent = node && parentParams(node);
    if (node && !parent) return [];
    const items: NodeItem[] = [];
    for (;;) {
      const limit = Math.min(most, wanted - items.length);
      const params: TreeParams = { parent, filter: filter(), offset: items.length, limit };
      const page = await server.request<TreePage>(requests.tree, params);
      if (!page) return [...items, note(vscode.l10n.t("This could not be read."), true)];
      items.push(...page.items);
      if (items.length === 0 && page.message !== null) return [note(page.message, page.failed)];
      if (!page.more) return items;
      if (items.length >= wanted || page.items.length === 0) return [...items, { type: "more", shown: items.length }];
    }
  }

  const childrenOf = async (node: TraceNode | null): Promise<TraceNode[]> =>
    nodesOf(await itemsOf(node, shown.get(keyOf(node)) ?? pageSize), node);

  const showMore = (parent: TraceNode | null): void => {
    shown.set(keyOf(parent), (shown.get(keyOf(parent)) ?? pageSize) + pageSize);
  };

  return {
    onDidChangeTreeData: changes.event,
    getTreeItem: treeItemOf,
    getChildren: (node) => childrenOf(node ?? null),
    getParent: ({ parent }) => parent,
    refresh: (node) => changes.fire(node),
    showMore({ parent }) {
      showMore(parent);
      changes.fire(parent ?? undefined);
    },
    async find(parent, fits) {
      for (;;) {
        const nodes = await childrenOf(parent);
        const found = nodes.find(({ item }) => fits(item));
        if (found || nodes.at(-1)?.item.type !== "more") return found ?? null;
        showMore(parent);
      }
    },
    dispose: () => changes.dispose(),
  };
}

const note = (message: string, failed: boolean): NodeItem => ({ type: "note", message, failed });
