import type { Statement } from "../../../definitions/python/ast.ts";
import type { DefinitionNode, PipelineDefinition } from "../../../model/definition.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { FileEdits, FixInput, Refusal, TrainingGate } from "../fix.ts";
import { callAt, type Editing, editingAt, editsIn, unusedName } from "./editing.ts";
import { importTfx } from "./importTfx.ts";
import { quoteIn } from "./insert.ts";
import { moveIn } from "./moveIn.ts";
import { type CallUse, statementOf } from "./syntax.ts";

/** The split that every ExampleGen makes which is not told otherwise, and that trainers learn from. */
const split = "train";

/**
 * Lets a TFX trainer run only where the ExampleValidator of its data finds no anomalies in the split that it learns from: puts its statement, and those of
 * all that runs after it, under a `Cond` on what the validator writes. Since TFX 1.15 that is `{split: 1 or 0}` in the custom property `blessed` of its
 * anomalies; Vertex AI's runner cannot look into it. What takes something of a trainer that was skipped would fail outside of the condition.
 */
export function gateTraining(input: FixInput, trainer: DefinitionNode): Result<TrainingGate, Refusal> {
  const found = validatorOf(input.pipeline, trainer);
  if (!found.ok)
    return err({ title: `Train ${trainer.id} only where a check of its data allows it`, reason: found.error });
  const validator = found.value;
  const held = heldBack(input.pipeline, trainer);
  const others = held.filter((node) => node !== trainer).map(({ id }) => id);
  const editing = editingAt(input, trainer.location.uri);
  const name = editing.ok ? unusedName(editing.value, "data_is_valid") : "data_is_valid";
  return ok({
    title: `Train ${trainer.id} only on data that ${validator.id} finds no anomalies in`,
    touches: `${others.length === 0 ? "" : `Run only then, too: ${others.join(", ")}. `}Needs TFX 1.15 or later, and not Vertex AI.`,
    edits: () => (editing.ok ? underCondition(input, editing.value, { trainer, validator, held, name }) : editing),
    change: (pipeline) => conditional(pipeline, new Set(held.map(({ id }) => id)), validator, name),
  });
}

/** The one ExampleValidator that checks what the trainer learns from, in splits of which the names are known. */
function validatorOf(pipeline: PipelineDefinition, trainer: DefinitionNode): Result<DefinitionNode, string> {
  const byId = new Map(pipeline.nodes.map((node) => [node.id, node]));
  const above = reached(byId, trainer);
  const sources = new Map<DefinitionNode, DefinitionNode>();
  for (const node of pipeline.nodes) {
    if (node.type !== "ExampleValidator") continue;
    const statistics = byId.get(node.inputs.find(({ key }) => key === "statistics")?.from?.node ?? "");
    const examples = byId.get(statistics?.inputs.find(({ key }) => key === "examples")?.from?.node ?? "");
    if (statistics && examples && above.has(examples.id)) sources.set(node, examples);
    if ([node, statistics].some((one) => one?.arguments.some(({ name }) => name === "exclude_splits")))
      return err(`\`exclude_splits\` leaves open whether ${node.id} checks the split \`${split}\`.`);
  }
  const [only, ...more] = sources;
  if (!only) return err("Nothing tells before the training whether its data is good: no ExampleValidator checks it.");
  if (more.length > 0) return err(`${sources.size} nodes validate its data.`);
  const [validator, examples] = only;
  if (validator.condition !== null) return err(`${validator.id} does not always run.`);
  if (above.has(validator.id)) return err(`${trainer.id} reads what ${validator.id} writes already.`);
  if (
    !examples.type.endsWith("ExampleGen") ||
    examples.arguments.some(({ name }) => /^(?:in|out)put_config$/.test(name))
  )
    return err(`The splits of ${examples.id} may have other names than \`${split}\`.`);
  return ok(validator);
}

/** What a node's inputs and order come from, all the way. */
function reached(byId: ReadonlyMap<string, DefinitionNode>, from: DefinitionNode): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [from];
  for (let node = open.pop(); node; node = open.pop()) {
    for (const id of [...node.inputs.flatMap(({ from: maker }) => maker?.node ?? []), ...node.after]) {
      const maker = byId.get(id);
      if (!maker || seen.has(id)) continue;
      seen.add(id);
      open.push(maker);
    }
  }
  return seen;
}

/** The trainer and all that cannot run where it does not, in the order of the pipeline. */
function heldBack(pipeline: PipelineDefinition, trainer: DefinitionNode): readonly DefinitionNode[] {
  const byId = new Map(pipeline.nodes.map((node) => [node.id, node]));
  return pipeline.nodes.filter((node) => node === trainer || reached(byId, node).has(trainer.id));
}

interface Parts {
  readonly trainer: DefinitionNode;
  readonly validator: DefinitionNode;
  readonly held: readonly DefinitionNode[];
  readonly name: string;
}

function underCondition(
  input: FixInput,
  editing: Editing,
  { trainer, validator, held, name }: Parts,
): Result<FileEdits, string> {
  if (input.definition.format === "tfx-notebook") return err("A notebook runs each node in a cell of its own.");
  if (input.pipeline.groups.some(({ nodes }) => held.some(({ id }) => nodes.includes(id))))
    return err(`${trainer.id} stands in a nested pipeline, or feeds one.`);
  if (input.pipeline.files.some((uri) => /KubeflowV2DagRunner|kubeflow\.v2/.test(input.readText(uri) ?? "")))
    return err("Vertex AI cannot look at what the validator says of one split.");
  const use = callAt(editing, trainer.location);
  const check = callAt(editing, validator.location);
  if (!use || !check) return err("The nodes are made in several files.");
  const { source } = use;
  const { body } = statementOf(use.link);
  const placeOf = (one: CallUse | undefined): number => {
    const link = one && statementOf(one.link);
    return link && link.body === body && link.statement.type === "assign"
      ? body.statements.indexOf(link.statement)
      : -1;
  };
  const places = new Set<number>();
  for (const node of held) {
    if (node.condition !== null) return err(`${node.id} runs under a condition of its own.`);
    const place = node.variable === null ? -1 : placeOf(callAt(editing, node.location));
    if (place < 0) return err(`${node.id} has no statement of its own beside that of ${trainer.id}.`);
    places.add(place);
  }
  const checked = placeOf(check);
  if (validator.variable === null || checked < 0) return err(`${validator.id} has no name that it could be taken by.`);
  if (checked > Math.min(...places)) return err(`${validator.id} is made after ${trainer.id}.`);
  const tfx = importTfx(editing, source);
  if (!tfx.ok) return tfx;
  const quote = quoteIn(source.text);
  const quoted = (text: string): string => quote + text + quote;
  const blessed = `${validator.variable}.outputs[${quoted("anomalies")}].future()[0].custom_property(${quoted("blessed")})`;
  const first = [
    `# The next model will probably not be deployed: train only on data in which ${validator.id} finds no anomalies`,
    `# (split ${quoted(split)}). What takes the model waits with it. Needs TFX 1.15 or later, and not Vertex AI.`,
    `${name} = ${blessed}[${quoted(split)}] == 1`,
  ];
  const edits = [...tfx.value.edits];
  for (const [index, run] of runsOf(body.statements, places).entries()) {
    const opening = `with ${tfx.value.name}.dsl.Cond(${name}):`;
    const moved = moveIn(source, run, index === 0 ? [...first, opening] : [opening]);
    if (!moved)
      return err("The statements cannot be moved in: they share lines with others, or hold texts of several lines.");
    edits.push(...moved);
  }
  return ok(editsIn(editing, source, edits));
}

/** Statements at places that follow each other. */
function runsOf(statements: readonly Statement[], places: ReadonlySet<number>): readonly (readonly Statement[])[] {
  const runs: Statement[][] = [];
  for (const [place, statement] of statements.entries()) {
    if (!places.has(place)) continue;
    if (places.has(place - 1)) runs.at(-1)?.push(statement);
    else runs.push([statement]);
  }
  return runs;
}

/** Nodes under a condition read what it looks at. */
const conditional = (
  pipeline: PipelineDefinition,
  held: ReadonlySet<string>,
  validator: DefinitionNode,
  condition: string,
): PipelineDefinition => ({
  ...pipeline,
  nodes: pipeline.nodes.map((node) =>
    held.has(node.id)
      ? {
          ...node,
          condition,
          inputs: [
            ...node.inputs,
            {
              key: `_${validator.id}.anomalies`,
              carries: "artifact",
              type: null,
              from: { node: validator.id, output: "anomalies" },
              location: node.location,
            },
          ],
        }
      : node,
  ),
});
