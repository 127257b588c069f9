import { type CompletionItem, CompletionItemKind } from "vscode-languageserver-types";
import type { Definition, DefinitionNode } from "../model/definition.ts";
import type { Position } from "../model/text.ts";
import { completionAt } from "./completionAt.ts";
import { isPythonFormat } from "./formats.ts";
import { nodeAt } from "./place.ts";

/** Items that are offered. */
const most = 1_000;

/**
 * Names that fit a half-typed reference: nodes beside the one that is being written, keys of a node's outputs, in DVC what other stages
 * write. `lines` are the document's. None anywhere else.
 */
export function completionsOf(
  definition: Definition,
  uri: string,
  lines: readonly string[],
  position: Position,
): readonly CompletionItem[] {
  const asked = completionAt(definition.format, lines, position);
  if (!asked) return [];
  const nodes = definition.pipelines.flatMap((pipeline) => pipeline.nodes);
  const own = nodeAt(definition, uri, position)?.node ?? null;
  const { line, character } = position;
  const range = { start: { line, character: asked.start }, end: { line, character } };
  // The definition knows the half-typed word, too, where that stands for an output.
  const after = /^[\w./@-]*/.exec((lines[line] ?? "").slice(character, character + 200))?.[0] ?? "";
  const typed = `${(lines[line] ?? "").slice(asked.start, character)}${after}`;
  const items = new Map<string, CompletionItem>();
  const put = (label: string, detail: string, kind: CompletionItemKind): void => {
    if (label !== "" && label !== typed && items.size < most && !items.has(label))
      items.set(label, { label, detail, kind, textEdit: { range, newText: label } });
  };
  if (asked.what === "node") {
    const ids = [...nodes.map(({ id, kind }) => ({ id, kind: kind as string })), ...groupsOf(definition)];
    for (const { id, kind } of besides(own, ids)) put(lastPart(id), kind, CompletionItemKind.Class);
  } else {
    const makers = asked.what === "path" ? nodes : makersOf(definition, nodes, own, asked.maker);
    for (const node of makers) {
      if (node === own) continue;
      for (const { key, type } of node.outputs) put(key, type ?? node.id, CompletionItemKind.Property);
    }
  }
  return [...items.values()];
}

const groupsOf = (definition: Definition): { readonly id: string; readonly kind: string }[] =>
  definition.pipelines.flatMap(({ groups }) => groups.map(({ id }) => ({ id, kind: "nested pipeline" })));

const lastPart = (id: string): string => id.slice(id.lastIndexOf("/") + 1);
const outer = (id: string): string => id.slice(0, Math.max(0, id.lastIndexOf("/")));

/** Nodes of the same nested pipeline, but for the node itself; all where it is not known in which one the text stands. */
function besides<T extends { readonly id: string }>(own: DefinitionNode | null, all: readonly T[]): readonly T[] {
  return own ? all.filter(({ id }) => id !== own.id && outer(id) === outer(own.id)) : all;
}

/** The nodes that a text may mean by a name, in Python by a variable. */
function makersOf(
  { format }: Definition,
  nodes: readonly DefinitionNode[],
  own: DefinitionNode | null,
  maker: string | null,
): readonly DefinitionNode[] {
  if (isPythonFormat(format)) return nodes.filter(({ variable }) => variable !== null && variable === maker);
  if (maker === null) return nodes;
  const named = nodes.filter(({ id }) => lastPart(id) === maker);
  const beside = named.filter(({ id }) => own && outer(id) === outer(own.id));
  return beside.length > 0 ? beside : named;
}
