import type { Body, Span, Statement } from "../../../definitions/python/ast.ts";
import type { PythonSource } from "../../../definitions/python/source.ts";
import { bodiesOf } from "./bodies.ts";
import { type ItemList, type OffsetEdit, removeItems, removeStatements, withoutOverlaps } from "./pythonEdits.ts";
import { type Container, keptOf, type Removal } from "./removal.ts";
import { isEmpty } from "./unused.ts";

/** The edits of one source that take out what is to go. */
export function editsOf(removal: Removal, source: PythonSource): OffsetEdit[] {
  const edits: OffsetEdit[] = [];
  editBody(removal, source, source.body, null, edits);
  for (const [container, removed] of removal.items) {
    if (!isIn(source, removal, container)) continue;
    edits.push(...removeItems(source, itemsOf(source, container), removed));
  }
  for (const [expression, kept] of removal.replaced) {
    if (!isIn(source, removal, expression)) continue;
    edits.push({ from: expression.from, to: expression.to, text: source.text.slice(kept.from, kept.to) });
  }
  return withoutOverlaps(edits);
}

/** Nodes of a syntax tree are told apart by identity; where two sources have the same offsets, only one has the node. */
function isIn(source: PythonSource, removal: Removal, node: Span): boolean {
  return sourcesOf(removal).get(node) === source;
}

const known = new WeakMap<Removal, Map<object, PythonSource>>();

function sourcesOf(removal: Removal): Map<object, PythonSource> {
  const before = known.get(removal);
  if (before) return before;
  const sources = new Map<object, PythonSource>();
  const { names, calls } = removal.module;
  for (const { source, link } of [...names, ...calls]) {
    for (let at: typeof link | null = link; at; at = at.up) {
      if (at.type === "statement") sources.set(at.statement, source);
      else if (at.type === "expression") sources.set(at.expression, source);
      else sources.set(at.call, source);
    }
  }
  known.set(removal, sources);
  return sources;
}

function editBody(
  removal: Removal,
  source: PythonSource,
  body: Body,
  owner: Statement | null,
  edits: OffsetEdit[],
): void {
  if (owner && isEmpty(removal, body) && !removal.statements.has(owner)) {
    edits.push(emptied(source, owner, body, removal));
    return;
  }
  let run: Statement[] = [];
  for (const [index, statement] of body.statements.entries()) {
    if (removal.statements.has(statement)) {
      run.push(statement);
      continue;
    }
    if (run.length > 0) push(removeStatements(source, run, owner !== null && run.length === index, false), edits);
    run = [];
    for (const inner of bodiesOf(statement)) editBody(removal, source, inner, statement, edits);
  }
  if (run.length > 0) push(removeStatements(source, run, false, true), edits);
}

const push = (edit: OffsetEdit | null, edits: OffsetEdit[]): void => {
  if (edit) edits.push(edit);
};

/** A block that must stay though nothing is left in it says `pass`; an `else` goes. */
function emptied(source: PythonSource, owner: Statement, body: Body, removal: Removal): OffsetEdit {
  const first = body.statements[0] ?? body;
  const last = body.statements.at(-1) ?? body;
  const { text } = source;
  const end = last.to - (/\s*$/.exec(text.slice(first.from, last.to))?.[0].length ?? 0);
  if (owner.type === "if" && owner.otherwise === body) {
    const before = owner.branches.at(-1)?.body;
    const kept = before ? keptOf(removal, before).at(-1) : undefined;
    const from = kept ? kept.to - (/\s*$/.exec(text.slice(kept.from, kept.to))?.[0].length ?? 0) : first.from;
    if (kept) return { from, to: end, text: "" };
  }
  return { from: first.from, to: end, text: "pass" };
}

/** The entries of a list, call, dictionary or import, and what is around them. */
export function itemsOf({ text }: PythonSource, container: Container): ItemList {
  switch (container.type) {
    case "call": {
      const open = text.indexOf("(", container.callee.to) + 1;
      return { items: container.arguments, inside: { from: open, to: container.to - 1 }, isTuple: false };
    }
    case "dictionary": {
      const items = container.entries.map(({ key, value }) => ({
        from: key ? key.from : value.from - 2,
        to: value.to,
      }));
      return { items, inside: { from: container.from + 1, to: container.to - 1 }, isTuple: false };
    }
    case "sequence": {
      const isBare = !/[[({]/.test(text[container.from] ?? "") || container.items[0]?.from === container.from;
      const inside = isBare ? container : { from: container.from + 1, to: container.to - 1 };
      return { items: container.items, inside, isTuple: container.kind === "tuple" };
    }
    default: {
      const from = container.type === "import" ? container.from + "import".length : importedFrom(text, container);
      const close = container.type === "fromImport" && container.parenthesized ? 1 : 0;
      return { items: container.names, inside: { from, to: container.to - close }, isTuple: false };
    }
  }
}

function importedFrom(text: string, statement: Extract<Statement, { type: "fromImport" }>): number {
  const start = statement.moduleSpan.to;
  const match = /^\s*(?:\\\r?\n\s*)?import\s*\(?/.exec(text.slice(start, statement.to));
  return start + (match?.[0].length ?? 0);
}
