import type { FromImportStatement, ImportedName } from "../python/ast.ts";
import { type Frame, type Machine, placeOf } from "./machine.ts";
import { isTfxPath, mayBeRead, rootName } from "./names.ts";
import { bind } from "./scope.ts";
import type { MissingModule, Module, Value } from "./values.ts";

/** `import a.b`, `import a.b as c` */
export function importModule(machine: Machine, frame: Frame, imported: ImportedName): void {
  const { name, alias } = imported;
  const module = mayBeRead(name) ? machine.load(frame.module, name) : null;
  if (alias !== null) {
    bind(frame.scope, alias, module ? { type: "module", module } : external(name, frame, imported));
    return;
  }
  frame.module.imported.add(name);
  const root = rootName(name);
  const whole = root === name ? module : mayBeRead(root) ? machine.load(frame.module, root) : null;
  bind(frame.scope, root, whole ? { type: "module", module: whole } : external(root, frame, imported));
}

function external(path: string, frame: Frame, at: { from: number; to: number }): Value {
  if (!mayBeRead(path) || isTfxPath(path)) return { type: "external", path };
  return { type: "external", path, missing: { module: path, place: placeOf(frame, at) } };
}

/** `from a.b import c as d, e`, `from a import *` */
export function importFrom(machine: Machine, frame: Frame, statement: FromImportStatement): void {
  const { module: path } = statement;
  const module = mayBeRead(path) ? machine.load(frame.module, path) : null;
  if (statement.all) {
    if (!module) frame.module.wildcards.push(path);
    else copyNames(module, frame);
    return;
  }
  const missing: MissingModule = { module: path, place: placeOf(frame, statement.moduleSpan) };
  for (const { name, alias } of statement.names) {
    bind(frame.scope, alias ?? name, nameIn(machine, frame, path, module, name, missing));
  }
}

function nameIn(
  machine: Machine,
  frame: Frame,
  path: string,
  module: Module | null,
  name: string,
  missing: MissingModule,
): Value {
  const value = module?.scope.variables.get(name);
  if (value) return value;
  const inner = path.endsWith(".") ? path + name : `${path}.${name}`;
  const submodule = mayBeRead(inner) ? machine.load(frame.module, inner) : null;
  if (submodule) return { type: "module", module: submodule };
  const dotted = inner.replace(/^\.+/, "");
  if (module || isTfxPath(path) || !mayBeRead(path)) return { type: "external", path: dotted };
  return { type: "external", path: dotted, missing };
}

function copyNames(module: Module, frame: Frame): void {
  for (const [name, value] of module.scope.variables) {
    if (!name.startsWith("_")) bind(frame.scope, name, value);
  }
  frame.module.wildcards.push(...module.wildcards);
}
