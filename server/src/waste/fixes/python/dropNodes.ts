import { nameSpanOf } from "../../../definitions/tfxPython/make.ts";
import type { Definition, DefinitionNode, PipelineDefinition } from "../../../model/definition.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { Location } from "../../../model/text.ts";
import type { FileEdits, FixInput } from "../fix.ts";
import { asTextEdits, type Module, modulesOf } from "./modules.ts";
import type { OffsetEdit } from "./pythonEdits.ts";
import { callsAt, isCovered, newRemoval, type Removal } from "./removal.ts";
import { editsOf } from "./removalEdits.ts";
import { removeExpression, removeNames } from "./takeOut.ts";
import { removeUnused } from "./unused.ts";
import { syntaxOf } from "./walk.ts";

/**
 * The edits that take the calls of nodes out of Python with everything that rests on them, and with imports and variables that only
 * those used. An error, in a sentence, where the text cannot be mended. Not yet checked by reading the result again.
 */
export function dropNodes(
  { definition, pipeline, readText }: FixInput,
  ids: readonly string[],
): Result<FileEdits, string> {
  for (const id of ids) {
    const reason = whyNot(definition, pipeline, id);
    if (reason) return err(reason);
  }
  const dropped = pipeline.nodes.filter(({ id }) => ids.includes(id));
  const modules = modulesOf(definition, dropped, readText);
  if (!modules.ok) return modules;
  const all = new Map<string, readonly OffsetEdit[]>();
  for (const module of modules.value) {
    const removal = newRemoval(syntaxOf(module.sources), isKfp(definition));
    const result = takeOut(removal, dropped, module);
    if (!result.ok) return result;
    for (const source of module.sources) {
      const found = editsOf(removal, source);
      if (found.length > 0) all.set(source.uri, found);
    }
  }
  return ok(asTextEdits(modules.value, all));
}

const isKfp = ({ format }: Definition): boolean => format === "kfp-python";

/** Why a node cannot be taken out alone; null where it can. */
function whyNot(definition: Definition, pipeline: PipelineDefinition, id: string): string | null {
  const node = pipeline.nodes.find((other) => other.id === id);
  if (!node) return null;
  // A Kubeflow pipeline has groups for conditions and loops, too.
  if (!isKfp(definition) && pipeline.groups.some(({ nodes }) => nodes.includes(id)))
    return `${id} stands in a nested pipeline.`;
  const twin = pipeline.nodes.find((other) => other.id !== id && sameStart(other.location, node.location));
  if (twin) return `${id} and ${twin.id} are made by one and the same line.`;
  return node.condition !== null && /^(?:for|while) (?!each of )/.test(node.condition)
    ? `${id} is made in a loop.`
    : null;
}

const sameStart = (left: Location, right: Location): boolean =>
  left.uri === right.uri &&
  left.range.start.line === right.range.start.line &&
  left.range.start.character === right.range.start.character;

/** Takes out the calls of dropped nodes and, until nothing is left to take, what rests on them. */
function takeOut(removal: Removal, dropped: readonly DefinitionNode[], { uris }: Module): Result<null, string> {
  for (const node of dropped) {
    if (!uris.has(node.location.uri)) continue;
    if (node.references.some(({ location }) => !uris.has(location.uri)))
      return err(`${node.id} is used in another file than it is made in.`);
    for (const place of placesOf(node)) {
      for (const use of callsAt(removal.module, place.uri, ({ source, call }) =>
        isAt(source.lines.range(call), source.lines.range(nameSpanOf(call.callee)), place, node),
      )) {
        if (isCovered(removal, use.link, use.call)) continue;
        const result = removeExpression(removal, use.call, use.link, use.source);
        if (!result.ok) return result;
      }
    }
  }
  do {
    const result = removeNames(removal);
    if (!result.ok) return result;
  } while (removeUnused(removal));
  return leftOver(removal);
}

/** Where a node is made: its call, and the other calls that make it too (in another branch, or through a function). */
const placesOf = (node: DefinitionNode): readonly Location[] => [
  node.location,
  ...node.references.filter(({ role }) => role === "other").map(({ location }) => location),
];

function isAt(whole: Location["range"], name: Location["range"], place: Location, node: DefinitionNode): boolean {
  return place === node.location ? sameRange(whole, place.range) : sameRange(name, place.range);
}

const sameRange = (left: Location["range"], right: Location["range"]): boolean =>
  left.start.line === right.start.line &&
  left.start.character === right.start.character &&
  left.end.line === right.end.line &&
  left.end.character === right.end.character;

/** What had to go and could not. */
function leftOver(removal: Removal): Result<null, string> {
  for (const block of removal.blocks) {
    if (!removal.statements.has(block)) return err("Other nodes stand under a condition that looks at it.");
  }
  for (const definition of removal.functions) {
    if (removal.statements.has(definition)) continue;
    return err(`The function \`${definition.name}\` that makes it is still used.`);
  }
  for (const { name, scope } of removal.names) {
    const left = removal.module.uses(name, scope).some(({ link, expression }) => !isCovered(removal, link, expression));
    if (left) return err(`\`${name}\` is still used.`);
  }
  return ok(null);
}
