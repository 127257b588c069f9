import type { DefinitionNode, PipelineDefinition } from "../../model/definition.ts";
import { err, ok, type Result } from "../../model/result.ts";
import type { FileEdits, Fix, FixInput, FixPlan, Refusal } from "./fix.ts";
import { formatEdits } from "./formats/index.ts";
import { statesThreshold, takersOf } from "./gate.ts";
import { type Change, verified, withInputs } from "./verify.ts";

interface Parts {
  readonly id: string;
  readonly like: DefinitionNode;
  readonly trainer: DefinitionNode;
  readonly pusher: DefinitionNode;
}

/**
 * Puts an Evaluator before a deployment of models that nothing checks, and lets it wait for its blessing. Its configuration is that of the
 * pipeline's other Evaluator, which judges a trainer of the same data; a comment says so. Without one there is nothing to write.
 */
export const addEvaluator: Fix = {
  id: "add-evaluator",
  codes: ["unpushed-models"],
  plan(input): Result<FixPlan, Refusal> | null {
    const found = partsOf(input);
    if (!found?.ok) return found;
    const { id, like, trainer, pusher } = found.value;
    return ok({
      title: titleOf(trainer, pusher),
      touches: `Added: ${id}, with the configuration of ${like.id}. ${pusher.id} deploys only what it blesses.`,
      preferred: false,
      alwaysSafe: false,
    });
  },
  edits(input): Result<FileEdits, string> {
    const found = partsOf(input);
    const add = formatEdits[input.definition.format]?.addEvaluator;
    if (!found || !add) return err("There is nothing to check.");
    if (!found.ok) return err(found.error.reason);
    return verified(input, add(input, found.value), withEvaluator(found.value));
  },
};

const titleOf = (trainer: DefinitionNode, pusher: DefinitionNode): string =>
  `Evaluate the models of ${trainer.id} before ${pusher.id} deploys them`;

function partsOf(input: FixInput): Result<Parts, Refusal> | null {
  const { node: trainer, pipeline, definition } = input;
  if (trainer?.kind !== "train" || !formatEdits[definition.format]?.addEvaluator) return null;
  const takers = takersOf(pipeline, trainer);
  const [pusher, ...others] = takers.filter(({ kind }) => kind === "deploy");
  if (pusher?.type !== "Pusher" || others.length > 0) return null;
  if (takers.some(({ kind }) => kind === "evaluate" || kind === "validate")) return null;
  if (pusher.condition !== null || pusher.inputs.some(({ key }) => /blessing/.test(key))) return null;
  const title = titleOf(trainer, pusher);
  const likes = pipeline.nodes.filter(
    ({ type, inputs }) => type === "Evaluator" && inputs.some(({ key }) => key === "model"),
  );
  const [like] = likes.filter((one) => judgesSameData(pipeline, one, trainer) && statesThreshold(input, one));
  const reason = "The pipeline has no Evaluator of a trainer of the same data whose thresholds could be used.";
  if (!like) return err({ title, reason });
  const suffix = trainer.id.startsWith("Trainer.") ? trainer.id.slice("Trainer.".length) : trainer.id;
  const id = `Evaluator.${suffix}`;
  if (pipeline.nodes.some((one) => one.id === id)) return err({ title, reason: `The id ${id} is taken.` });
  return ok({ id, like, trainer, pusher });
}

/** The trainer that an Evaluator judges reads what this one reads. */
function judgesSameData({ nodes }: PipelineDefinition, evaluator: DefinitionNode, trainer: DefinitionNode): boolean {
  const maker = evaluator.inputs.find(({ key }) => key === "model")?.from?.node;
  const judged = nodes.find(({ id }) => id === maker);
  return judged !== undefined && examplesOf(judged) !== "" && examplesOf(judged) === examplesOf(trainer);
}

const examplesOf = ({ inputs }: DefinitionNode): string =>
  inputs
    .filter(({ key, from }) => key === "examples" && from !== null)
    .map(({ from }) => `${from?.node}.${from?.output}`)
    .join();

const withEvaluator =
  ({ id, like, trainer, pusher }: Parts): Change =>
  (pipeline) => {
    const at = pipeline.nodes.findIndex((one) => one.id === pusher.id);
    if (at < 0) return pipeline;
    const inputs = like.inputs
      .filter(({ key }) => key !== "baseline_model")
      .map((one) => (one.key === "model" ? { ...one, from: { node: trainer.id, output: "model" } } : one));
    const evaluator: DefinitionNode = { ...like, id, inputs, after: [], condition: null };
    const gated = withInputs([{ node: pusher, key: "model_blessing", from: { node: evaluator, output: "blessing" } }])(
      pipeline,
    );
    return { ...gated, nodes: gated.nodes.toSpliced(at, 0, evaluator) };
  };
