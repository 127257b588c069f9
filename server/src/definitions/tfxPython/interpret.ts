import { type DefinitionHost, noFiles } from "../host.ts";
import type { FunctionStatement, LambdaExpression } from "../python/ast.ts";
import { type PythonSource, parsePython } from "../python/source.ts";
import { callValue, instantiate } from "./calls.ts";
import type { Dialect } from "./dialect.ts";
import { evaluate } from "./evaluate.ts";
import { execute } from "./execute.ts";
import { follow } from "./functions.ts";
import { aside, type Frame, type Machine, maxSteps } from "./machine.ts";
import { baseName, decoded, relativePath } from "./paths.ts";
import { newScope } from "./scope.ts";
import type { ClassValue, FunctionValue, Module, Value } from "./values.ts";

/** Modules that are read beside the one that is opened. */
const maxModules = 20;
/** Longer modules are left alone. */
const maxModuleLength = 2_000_000;

/** What to work through. */
export interface Program {
  readonly uri: string;
  /** The file, or the cells of a notebook in order. */
  readonly sources: readonly PythonSource[];
  /** Modules that the file itself holds (`%%writefile`), by path. */
  readonly held: ReadonlyMap<string, readonly PythonSource[]>;
  readonly host: DefinitionHost;
  /** Sources that were parsed before, by URI. */
  readonly parsed: ReadonlyMap<string, PythonSource>;
  readonly dialect?: Dialect;
}

/** A machine that has worked a program through, and the modules that it read. */
export interface Interpreted {
  readonly machine: Machine;
  readonly main: Module;
  readonly modules: readonly Module[];
}

/**
 * Works a program through: the opened file as when it is run, then each of its functions and methods that nothing
 * called, with nothing known of their arguments. Bounded in steps, depth and number of modules.
 */
export function interpret(program: Program): Interpreted {
  const modules: Module[] = [];
  const byName = new Map<string, Module | null>();
  const main = moduleOf("", program.uri, program.sources, baseName(decoded(program.uri)));
  const machine: Machine = {
    heap: new Map(),
    nextId: 1,
    conditions: [],
    imports: 0,
    made: [],
    pipelines: [],
    runs: [],
    questions: [],
    visited: new Set(),
    handedIn: new Set(),
    steps: 0,
    limit: maxSteps,
    aside: 0,
    dialect: program.dialect ?? null,
    frames: 0,
    evaluate: (frame, expression) => evaluate(machine, frame, expression),
    execute: (frame, body) => execute(machine, frame, body),
    call: (frame, callee, given, call) => callValue(machine, frame, callee, given, call),
    load: (from, name) => {
      const key = `${from.uri}\n${name}`;
      const known = byName.get(key);
      if (known !== undefined) return known;
      const module = load(from, name);
      byName.set(key, module);
      if (module && module.state === "new") {
        machine.imports++;
        run(machine, module);
        machine.imports--;
      }
      return module;
    },
  };
  const load = (from: Module, name: string): Module | null => {
    const sources = heldModule(program.held, name);
    if (sources) return remember(name, program.uri, sources);
    if (modules.length >= maxModules) return null;
    const found = (program.host ?? noFiles).readModule(from.uri, name);
    if (!found || found.text.length > maxModuleLength || sameUri(found.uri, program.uri)) return null;
    const known = modules.find((module) => sameUri(module.uri, found.uri));
    if (known) return known;
    return remember(name, found.uri, [parsePython(found.uri, found.text, program.parsed.get(found.uri))]);
  };
  const remember = (name: string, uri: string, sources: readonly PythonSource[]): Module => {
    const known = modules.find((module) => module.sources[0] === sources[0]);
    if (known) return known;
    const module = moduleOf(name, uri, sources, relativePath(program.uri, uri) ?? uri);
    modules.push(module);
    return module;
  };
  main.isMain = true;
  run(machine, main);
  visitRest(machine, main);
  for (const [path, sources] of program.held) {
    const module = remember(path.replace(/\.py$/, "").replaceAll("/", "."), program.uri, sources);
    if (module.state !== "new") continue;
    module.isMain = true;
    run(machine, module);
    visitRest(machine, module);
  }
  return { machine, main, modules };
}

export const sameUri = (left: string, right: string): boolean => left === right || decoded(left) === decoded(right);

function moduleOf(name: string, uri: string, sources: readonly PythonSource[], path: string): Module {
  const module: { -readonly [K in keyof Module]: Module[K] } = {
    name,
    uri,
    sources,
    scope: undefined as never,
    wildcards: [],
    imported: new Set(),
    path,
    isMain: false,
    state: "new",
  };
  module.scope = newScope(module, null);
  return module;
}

function heldModule(
  held: ReadonlyMap<string, readonly PythonSource[]>,
  name: string,
): readonly PythonSource[] | undefined {
  if (held.size === 0) return undefined;
  const path = name.replace(/^\.+/, "").replaceAll(".", "/");
  return held.get(`${path}.py`) ?? held.get(`${path}/__init__.py`);
}

function run(machine: Machine, module: Module): void {
  module.state = "running";
  const conditions = machine.conditions;
  machine.conditions = [];
  for (const source of module.sources) machine.execute(topFrame(machine, module, source), source.body);
  machine.conditions = conditions;
  module.state = "done";
}

const topFrame = (machine: Machine, module: Module, source: PythonSource): Frame => ({
  index: ++machine.frames,
  scope: module.scope,
  source,
  module,
  function: null,
  parent: null,
  depth: 0,
  returns: [],
  yields: [],
  sites: new Map(),
});

/** Works through what the module itself did not call: first what nothing else in it mentions either. */
function visitRest(machine: Machine, module: Module): void {
  const [source] = module.sources;
  if (!source) return;
  const frame = topFrame(machine, module, source);
  const values = [...module.scope.variables.values()];
  const classes = values.filter(
    (value) => value.type === "class" && isOwn(value, module) && !value.component && !isTest(value),
  );
  const functions = values.filter(
    (value) => value.type === "function" && isOwn(value, module) && !value.component && !isTest(value),
  );
  const waiting = (): FunctionValue[] =>
    functions.filter(
      (value): value is FunctionValue => value.type === "function" && !machine.visited.has(value.definition),
    );
  for (const value of waiting()) {
    if (!machine.visited.has(value.definition) && !isMentioned(value, waiting(), classes))
      aside(machine, () => follow(machine, frame, value, null));
  }
  for (const value of classes) if (value.type === "class") aside(machine, () => visitClass(machine, frame, value));
  for (const value of waiting()) {
    if (!machine.visited.has(value.definition)) aside(machine, () => follow(machine, frame, value, null));
  }
}

/** What tests make is no pipeline that anybody runs. */
function isTest(value: ClassValue | FunctionValue): boolean {
  const { definition } = value;
  if (definition.type === "function") return definition.name.startsWith("test_");
  if (definition.type !== "class") return false;
  return definition.bases.some(({ value: base }) =>
    /TestCase$/.test(base.type === "attribute" ? base.name : base.type === "name" ? base.name : ""),
  );
}

const isOwn = (value: ClassValue | FunctionValue, module: Module): boolean =>
  module.sources.includes(value.source) && value.scope.module === module;

function isMentioned(value: FunctionValue, functions: readonly FunctionValue[], classes: readonly Value[]): boolean {
  const { definition } = value;
  if (definition.type !== "function") return false;
  const mention = new RegExp(`\\b${definition.name.replace(/\$/g, "\\$")}\\s*\\(`);
  const mentions = (
    other: FunctionStatement | LambdaExpression | ClassValue["definition"],
    source: PythonSource,
  ): boolean =>
    other !== definition &&
    mention.test(source.text.slice(other.type === "lambda" ? other.from : other.body.from, other.to));
  return (
    functions.some((other) => mentions(other.definition, other.source)) ||
    classes.some((other) => other.type === "class" && mentions(other.definition, other.source))
  );
}

/** An instance of a class that nothing makes, with each of its methods called. */
function visitClass(machine: Machine, frame: Frame, value: ClassValue): void {
  const methods = [...value.scope.variables.values()].filter(
    (member): member is FunctionValue => member.type === "function" && !machine.visited.has(member.definition),
  );
  if (methods.length === 0) return;
  const self = instantiate(machine, frame, value, null);
  for (const method of methods) {
    if (!machine.visited.has(method.definition)) follow(machine, frame, { ...method, self }, null);
  }
}
