import { parsedTexts } from "../../definitions/index.ts";
import { nameSpanOf } from "../../definitions/tfxPython/make.ts";
import type { Definition, DefinitionNode, PipelineDefinition } from "../../model/definition.ts";
import { err, ok, type Result } from "../../model/result.ts";
import type { Location, TextEdit } from "../../model/text.ts";
import { dropsOf } from "./drops.ts";
import type { ReadText } from "./fix.ts";
import { type Module, modulesOf } from "./modules.ts";
import type { OffsetEdit } from "./pythonEdits.ts";
import { callsAt, isCovered, newRemoval, type Removal } from "./removal.ts";
import { editsOf } from "./removalEdits.ts";
import { removeExpression, removeNames } from "./takeOut.ts";
import { removeUnused } from "./unused.ts";
import { graphDiffers } from "./verify.ts";
import { syntaxOf } from "./walk.ts";

/** What a fix would take out, and how it is offered. */
export interface DropPlan {
  /** Ids of the nodes that go, the trainer's own among them, in the pipeline's order. */
  readonly drops: readonly string[];
  readonly title: string;
}

/** Plans that were made for a definition: the light bulb asks again at every move of the cursor. */
const plans = new WeakMap<PipelineDefinition, Map<string, Result<DropPlan, string>>>();

/**
 * Names what goes with a trainer: the nodes that would lose an input they need. An error, in a sentence, where the text
 * cannot be mended safely; also tried out on the texts that were parsed, where they are still known.
 */
export function planDropTrainer(
  definition: Definition,
  pipeline: PipelineDefinition,
  nodeId: string,
): Result<DropPlan, string> {
  const before = plans.get(pipeline)?.get(nodeId);
  if (before) return before;
  const plan = makePlan(definition, pipeline, nodeId);
  plans.set(pipeline, (plans.get(pipeline) ?? new Map()).set(nodeId, plan));
  return plan;
}

function makePlan(definition: Definition, pipeline: PipelineDefinition, nodeId: string): Result<DropPlan, string> {
  const drops = dropsFor(pipeline, nodeId);
  if (!drops.ok) return drops;
  const texts = parsedTexts(definition);
  const tried = texts ? edits(definition, pipeline, drops.value, (uri) => texts.get(uri) ?? null) : ok(null);
  if (!tried.ok) return tried;
  const others = drops.value.length - 1;
  const rest =
    others === 0 ? "" : others === 1 ? " and 1 node that only it feeds" : ` and ${others} nodes that only it feeds`;
  return ok({ drops: drops.value, title: `Remove ${nodeId}${rest}` });
}

/**
 * The edits, by URI, that take a trainer out with everything that only it feeds, and with imports and variables that only
 * those used. Checked before they are given: what they leave parses, and its graph is the old one without what was
 * dropped. An error, in a sentence, where that cannot be had.
 */
export function dropTrainer(
  definition: Definition,
  pipeline: PipelineDefinition,
  nodeId: string,
  readText: ReadText,
): Result<ReadonlyMap<string, readonly TextEdit[]>, string> {
  const drops = dropsFor(pipeline, nodeId);
  return drops.ok ? edits(definition, pipeline, drops.value, readText) : drops;
}

function dropsFor(pipeline: PipelineDefinition, nodeId: string): Result<readonly string[], string> {
  const node = pipeline.nodes.find(({ id }) => id === nodeId);
  if (!node) return err(`The pipeline has no node ${nodeId}.`);
  if (node.kind !== "train") return err(`${nodeId} is not a trainer.`);
  const drops = dropsOf(pipeline, nodeId);
  if (!drops.ok) return drops;
  for (const id of drops.value) {
    const reason = whyNot(pipeline, id);
    if (reason) return err(reason);
  }
  return drops;
}

/** Why a node cannot be taken out alone; null where it can. */
function whyNot(pipeline: PipelineDefinition, id: string): string | null {
  const node = pipeline.nodes.find((other) => other.id === id);
  if (!node) return null;
  if (pipeline.groups.some(({ nodes }) => nodes.includes(id))) return `${id} stands in a nested pipeline.`;
  const twin = pipeline.nodes.find((other) => other.id !== id && sameStart(other.location, node.location));
  if (twin) return `${id} and ${twin.id} are made by one and the same line.`;
  return node.condition !== null && /^(?:for|while) /.test(node.condition) ? `${id} is made in a loop.` : null;
}

const sameStart = (left: Location, right: Location): boolean =>
  left.uri === right.uri &&
  left.range.start.line === right.range.start.line &&
  left.range.start.character === right.range.start.character;

function edits(
  definition: Definition,
  pipeline: PipelineDefinition,
  drops: readonly string[],
  readText: ReadText,
): Result<ReadonlyMap<string, readonly TextEdit[]>, string> {
  const dropped = pipeline.nodes.filter(({ id }) => drops.includes(id));
  const modules = modulesOf(definition, dropped, readText);
  if (!modules.ok) return modules;
  const all = new Map<string, readonly OffsetEdit[]>();
  for (const module of modules.value) {
    const removal = newRemoval(syntaxOf(module.sources));
    const result = takeOut(removal, dropped, module);
    if (!result.ok) return result;
    for (const source of module.sources) {
      const found = editsOf(removal, source);
      if (found.length > 0) all.set(source.uri, found);
    }
  }
  const differs = graphDiffers(definition, pipeline, drops, modules.value, all, readText);
  if (differs !== null) return err(differs);
  return ok(asTextEdits(modules.value, all));
}

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

function asTextEdits(
  modules: readonly Module[],
  all: ReadonlyMap<string, readonly OffsetEdit[]>,
): Map<string, readonly TextEdit[]> {
  const result = new Map<string, readonly TextEdit[]>();
  for (const { sources } of modules) {
    for (const { uri, lines } of sources) {
      const found = all.get(uri);
      if (found)
        result.set(
          uri,
          found.map((edit) => ({ range: lines.range(edit), newText: edit.text })),
        );
    }
  }
  return result;
}
