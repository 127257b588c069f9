import type { TraceId } from "../../../server/src/model/trace.ts";
import type {
  ModelArguments,
  OpenRecordArguments,
  ShowGraphArguments,
  TreeItem,
  TreeParent,
  TreeTarget,
} from "../../../server/src/protocol.ts";

/** What stands in the tree: an item of a trace, the way to more of them, or a sentence why there are none. */
export type NodeItem =
  | TreeItem
  | { readonly type: "more"; readonly shown: number }
  | { readonly type: "note"; readonly message: string; readonly failed: boolean };

/** One line of the tree. Made anew whenever its parent's children are asked for; the same thing has the same `id`. */
export interface TraceNode {
  readonly isTraceNode: true;
  readonly id: string;
  readonly item: NodeItem;
  readonly parent: TraceNode | null;
  /** It is the only child. */
  readonly alone: boolean;
}

/** Lines for items; two of the same name and kind get different ids. */
export function nodesOf(items: readonly NodeItem[], parent: TraceNode | null): TraceNode[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const key = JSON.stringify([parent?.id ?? "", item.type, keyOf(item)]);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    const id = before === 0 ? key : `${key}#${before}`;
    return { isTraceNode: true, id, item, parent, alone: items.length === 1 };
  });
}

function keyOf(item: NodeItem): TraceId | null {
  switch (item.type) {
    case "trace":
      return item.path;
    case "pipeline":
      return item.pipeline;
    case "graphlet":
      return item.trainer;
    case "run":
      return item.run;
    case "execution":
      return item.id;
    default:
      return null;
  }
}

/** Whether a command was given a line of the tree. */
export const isTraceNode = (value: unknown): value is TraceNode =>
  typeof value === "object" && value !== null && "isTraceNode" in value && value.isTraceNode === true;

/** Path of the trace that a line belongs to. */
export function pathOf({ item, parent }: TraceNode): string {
  if (item.type === "trace") return item.path;
  return parent ? pathOf(parent) : "";
}

/** What a line's pipeline is asked by; null above pipelines. */
export function targetOf({ item, parent }: TraceNode): TreeTarget | null {
  if (item.type === "pipeline") return item.target;
  return parent && targetOf(parent);
}

/** What the children of a line are asked by; null where it has none. */
export function parentParams(node: TraceNode): TreeParent | null {
  const { item } = node;
  const path = pathOf(node);
  switch (item.type) {
    case "trace":
      return { type: "trace", path };
    case "pipeline":
      return { type: "pipeline", path, pipeline: item.pipeline };
    case "graphlet":
      return { type: "graphlet", path, trainer: item.trainer };
    case "run": {
      const pipeline = node.parent?.item;
      return { type: "run", path, pipeline: pipeline?.type === "pipeline" ? pipeline.pipeline : null, run: item.run };
    }
    default:
      return null;
  }
}

/** The graph that shows a line: its pipeline, its model, or its execution selected in one of them. */
export function graphArguments(node: TraceNode): ShowGraphArguments | null {
  const target = targetOf(node);
  if (!target) return null;
  const { uri, pipeline } = target;
  const { item, parent } = node;
  const model = modelOf(node);
  if (item.type === "execution" && !model) return { uri, pipeline, level: "pipeline", node: item.node };
  if (!model) return parent ? { uri, pipeline, level: "pipeline" } : null;
  const selected = item.type === "execution" ? { node: item.node } : {};
  return { uri, pipeline, level: "graphlet", trainer: model.trainer, ...selected };
}

/** The record of a line; null for traces and pipelines. */
export function recordArguments(node: TraceNode): OpenRecordArguments | null {
  const target = targetOf(node);
  if (!target) return null;
  const { uri, pipeline } = target;
  const { item } = node;
  if (item.type === "graphlet") return { uri, pipeline, record: { type: "graphlet", trainer: item.trainer } };
  if (item.type === "execution") return { uri, pipeline, record: { type: "execution", id: item.id } };
  if (item.type === "run" && item.run !== null) return { uri, pipeline, record: { type: "run", name: item.run } };
  return null;
}

/** The model that a line is, or is part of, as commands about models take it. */
export function modelArgumentsOf(node: TraceNode): ModelArguments | null {
  const target = targetOf(node);
  const model = modelOf(node);
  return target && model ? { uri: target.uri, pipeline: target.pipeline, trainer: model.trainer } : null;
}

/** Id to copy: of the execution, or of the execution that trained the model; else null. */
export function idOf({ item }: TraceNode): string | null {
  if (item.type === "graphlet") return String(item.trainer);
  return item.type === "execution" ? String(item.id) : null;
}

/** Node of the definition that a line stands for, and where to look for it; null where it has none. */
export function placeOf(node: TraceNode): { readonly uri: string; readonly node: string | null } | null {
  const target = targetOf(node);
  if (!target?.defined) return null;
  const { item } = node;
  return { uri: target.uri, node: item.type === "graphlet" || item.type === "execution" ? item.node : null };
}

function modelOf({ item, parent }: TraceNode): Extract<TreeItem, { type: "graphlet" }> | null {
  if (item.type === "graphlet") return item;
  return parent && modelOf(parent);
}
