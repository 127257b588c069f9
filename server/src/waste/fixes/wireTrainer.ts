import type { DefinitionNode, PipelineDefinition } from "../../model/definition.ts";
import { err, ok, type Result } from "../../model/result.ts";
import { reachableFrom } from "../reach.ts";
import type { Connection, FileEdits, Fix, FixInput } from "./fix.ts";
import { formatEdits } from "./formats/index.ts";
import { verified, withInputs } from "./verify.ts";

/** Types of TFX that check or deploy a model, and do nothing useful without one. */
const takers: ReadonlySet<string> = new Set(["Evaluator", "InfraValidator", "Pusher"]);

/**
 * Hands the model of a trainer that leads nowhere to the evaluator, validator and pusher of its pipeline that have none. Only where it is
 * plain what is meant: no other trainer leads nowhere, and no two of a type wait for a model.
 */
export const wireTrainer: Fix = {
  id: "wire-trainer",
  codes: ["dead-trainer"],
  plan(input) {
    const inputs = connectionsOf(input);
    if (inputs.length === 0) return null;
    const ids = inputs.map(({ node }) => node.id);
    return ok({
      title: `Hand the model of ${input.node?.id ?? ""} to ${listed(ids)}`,
      touches: `Changed as well: ${ids.join(", ")}`,
      preferred: false,
      alwaysSafe: false,
    });
  },
  edits(input): Result<FileEdits, string> {
    const inputs = connectionsOf(input);
    const connect = formatEdits[input.definition.format]?.connect;
    if (!connect || inputs.length === 0) return err("No node waits for a model.");
    return verified(input, connect(input, inputs), withInputs(inputs));
  },
};

function connectionsOf({ definition, pipeline, node }: FixInput): readonly Connection[] {
  if (node?.kind !== "train" || !formatEdits[definition.format]?.connect) return [];
  if (!node.outputs.some(({ key }) => key === "model")) return [];
  const dead = pipeline.nodes.filter((one) => one.kind === "train" && reachableFrom(pipeline, one.id).size === 0);
  const waiting = pipeline.nodes.filter((one) => takers.has(one.type) && !hasModel(one) && one.condition === null);
  const types = new Set(waiting.map(({ type }) => type));
  if (dead.length !== 1 || dead[0] !== node || types.size < waiting.length) return [];
  if (feedsItself(pipeline, node, waiting)) return [];
  return waiting.map((one) => ({ node: one, key: "model", from: { node, output: "model" } }));
}

/** A model comes to it as `model`, or with what an infrastructure check hands on. */
const hasModel = ({ inputs }: DefinitionNode): boolean =>
  inputs.some(({ key }) => key === "model" || key === "infra_blessing");

/** The trainer would come to wait for itself. */
const feedsItself = (pipeline: PipelineDefinition, node: DefinitionNode, waiting: readonly DefinitionNode[]): boolean =>
  waiting.some(({ id }) => [...reachableFrom(pipeline, id)].includes(node));

const listed = (ids: readonly string[]): string =>
  ids.length > 1 ? `${ids.slice(0, -1).join(", ")} and ${ids.at(-1)}` : (ids[0] ?? "");
