import type { PythonSource } from "../../../definitions/python/source.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { Editing } from "./editing.ts";
import { lineBreakOf } from "./insert.ts";
import type { OffsetEdit } from "./pythonEdits.ts";

/** The name that a source has for `tfx.v1`, and the edit that imports it where it has none. */
export function importTfx(
  { syntax }: Editing,
  { body, text }: PythonSource,
): Result<{ readonly name: string; readonly edits: readonly OffsetEdit[] }, string> {
  for (const statement of body.statements) {
    if (statement.type !== "import" && statement.type !== "fromImport") continue;
    for (const { name, alias } of statement.names) {
      const path = statement.type === "import" ? name : `${statement.module}.${name}`;
      if (path === "tfx.v1" && (alias !== null || statement.type === "fromImport"))
        return ok({ name: alias ?? name, edits: [] });
    }
  }
  if (syntax.names.some(({ name, binds }) => binds && name === "tfx"))
    return err("The name `tfx` stands for something else.");
  const imports = body.statements.filter(({ type }) => type === "import" || type === "fromImport");
  const line = "from tfx import v1 as tfx";
  const lineBreak = lineBreakOf(text);
  // Sorted by their modules it comes before all others of TFX.
  const next = imports.find((one) => one.type === "fromImport" && one.module.startsWith("tfx."));
  if (next) return ok({ name: "tfx", edits: [{ from: next.from, to: next.from, text: line + lineBreak }] });
  const last = imports.at(-1);
  if (!last) return err("The file imports nothing of TFX itself.");
  return ok({ name: "tfx", edits: [{ from: last.to, to: last.to, text: lineBreak + line }] });
}
