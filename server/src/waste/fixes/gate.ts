import type { DefinitionNode, PipelineDefinition } from "../../model/definition.ts";
import { err, ok, type Result } from "../../model/result.ts";
import type { Connection, FileEdits, Fix, FixInput, FixPlan, Refusal } from "./fix.ts";
import { formatEdits } from "./formats/index.ts";
import { verified, withInputs } from "./verify.ts";

/** Input of a deployment that holds it back until a check says yes, by the type of the check. */
const gateKeys: Readonly<Record<string, string>> = {
  Evaluator: "model_blessing",
  ModelValidator: "model_blessing",
  InfraValidator: "infra_blessing",
};

/** What is connected, or why that is not safe; null where there is nothing to connect. */
type Gate = Result<{ readonly pusher: DefinitionNode; readonly check: DefinitionNode; readonly key: string }, Refusal>;

/**
 * Lets a deployment wait for a check that the pipeline makes of the same model but that nothing heeds: hands the check's blessing to the
 * TFX Pusher. Not where the check states no threshold: TFX's Evaluator then blesses nothing, and nothing would be deployed again.
 */
export const gate: Fix = {
  id: "gate",
  codes: ["unpushed-models", "late-validation"],
  plan(input): Result<FixPlan, Refusal> | null {
    const found = gateOf(input);
    if (!found?.ok) return found;
    const { pusher, check } = found.value;
    return ok({
      title: `Let ${pusher.id} wait for the blessing of ${check.id}`,
      touches: `${pusher.id} deploys only what ${check.id} blesses.`,
      preferred: false,
      alwaysSafe: false,
    });
  },
  edits(input): Result<FileEdits, string> {
    const found = gateOf(input);
    const connect = formatEdits[input.definition.format]?.connect;
    if (!found || !connect) return err("There is no check to wait for.");
    if (!found.ok) return err(found.error.reason);
    const { pusher, check, key } = found.value;
    const inputs: Connection[] = [{ node: pusher, key, from: { node: check, output: "blessing" } }];
    return verified(input, connect(input, inputs), withInputs(inputs));
  },
};

function gateOf(input: FixInput): Gate | null {
  const { node, pipeline } = input;
  if (!node || !formatEdits[input.definition.format]?.connect) return null;
  const trainer = node.kind === "train" ? node : modelMakerOf(pipeline, node);
  if (!trainer) return null;
  const pushers = takersOf(pipeline, trainer).filter(({ type }) => type === "Pusher");
  const checks = takersOf(pipeline, trainer).filter(
    ({ type, id }) => type in gateKeys && (node === trainer || id === node.id),
  );
  const [pusher] = pushers;
  const [check] = checks;
  if (!pusher || !check) return null;
  const key = gateKeys[check.type] ?? "";
  // What is deployed under a condition waits for something already.
  if (pushers.some(({ inputs, condition }) => condition !== null || inputs.some((one) => one.key === key))) return null;
  const title = `Let ${pusher.id} wait for the blessing of ${check.id}`;
  if (pushers.length > 1) return err({ title, reason: `${pushers.length} nodes deploy models of ${trainer.id}.` });
  if (checks.length > 1) return err({ title, reason: `${checks.length} nodes check models of ${trainer.id}.` });
  if (check.type === "Evaluator" && !statesThreshold(input, check))
    return err({ title, reason: `${check.id} states no threshold in the text, and without one it blesses no model.` });
  return ok({ pusher, check, key });
}

/** The one trainer whose model a node takes. */
function modelMakerOf(pipeline: PipelineDefinition, node: DefinitionNode): DefinitionNode | null {
  const makers = new Set(node.inputs.flatMap(({ key, from }) => (key === "model" && from ? [from.node] : [])));
  const [maker] = makers;
  const found = makers.size === 1 ? pipeline.nodes.find(({ id }) => id === maker) : undefined;
  return found?.kind === "train" ? found : null;
}

/** The nodes that take this trainer's model, and no other's. */
export const takersOf = (pipeline: PipelineDefinition, trainer: DefinitionNode): readonly DefinitionNode[] =>
  pipeline.nodes.filter((node) => modelMakerOf(pipeline, node) === trainer);

/** The configuration of an Evaluator, here or in a file of the pipeline, names a threshold. */
export function statesThreshold({ pipeline, readText }: FixInput, check: DefinitionNode): boolean {
  const config = check.arguments.find(({ name }) => name === "eval_config");
  if (!config) return false;
  return /threshold/i.test(config.text) || pipeline.files.some((uri) => /Threshold\s*\(/.test(readText(uri) ?? ""));
}
