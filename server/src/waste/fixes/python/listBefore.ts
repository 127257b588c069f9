import type { PythonSource } from "../../../definitions/python/source.ts";
import type { DefinitionNode } from "../../../model/definition.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { Editing } from "./editing.ts";
import { insertBefore, insertItem } from "./insert.ts";
import type { OffsetEdit } from "./pythonEdits.ts";
import type { NameUse } from "./syntax.ts";

/** The edits that list a name before a node wherever the node is listed by its own name: in a list, or appended to one. */
export function listBefore(
  { syntax }: Editing,
  source: PythonSource,
  node: DefinitionNode,
  name: string,
): Result<readonly OffsetEdit[], string> {
  const edits: OffsetEdit[] = [];
  for (const { role, location } of node.references) {
    if (role !== "list") continue;
    if (location.uri !== source.uri) return err(`${node.id} is listed in another file than it is made in.`);
    const from = source.lines.offset(location.range.start);
    const use = syntax.names.find((one) => one.source === source && one.from === from && !one.binds);
    const edit = use && editBefore(source, use, name);
    if (!edit) return err(`The list of components names ${node.id} in a way that an edit cannot follow.`);
    edits.push(edit);
  }
  return edits.length > 0 ? ok(edits) : err(`No list of components names ${node.id}.`);
}

function editBefore(source: PythonSource, { link, expression }: NameUse, name: string): OffsetEdit | null {
  if (!expression) return null;
  if (link.type === "expression" && link.expression.type === "sequence") {
    return insertItem(source, link.expression, name, link.expression.items.indexOf(expression));
  }
  if (link.type !== "argument" || link.call.arguments.length !== 1) return null;
  const { call, up } = link;
  const { callee } = call;
  const statement = up.type === "expression" && up.up.type === "statement" ? up.up.statement : null;
  if (statement?.type !== "expression" || callee.type !== "attribute" || callee.name !== "append") return null;
  return insertBefore(source, statement, [`${source.text.slice(callee.from, callee.to)}(${name})`]);
}
