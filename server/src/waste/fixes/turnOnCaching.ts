import { err, ok, type Result } from "../../model/result.ts";
import type { FileEdits, Fix, FixInput } from "./fix.ts";
import { formatEdits } from "./formats/index.ts";
import { type Change, verified } from "./verify.ts";

const codes = ["retrain-without-change", "repeated-work"] as const;

/** Turns caching on for the node that did the same work again, where it is off for it and the format can say so for one node. */
export const turnOnNodeCaching: Fix = {
  id: "turn-on-node-caching",
  codes,
  plan(input) {
    const { node } = input;
    if (!node || !isOff(input, node)) return null;
    return ok({ title: `Turn on caching for ${node.id}`, touches: null, preferred: true, alwaysSafe: false });
  },
  edits: ({ node, ...input }) =>
    node ? turnOn({ ...input, node }, node, nodeCached(node.id)) : err("No node is named."),
};

/** Turns caching on for the whole pipeline, where it is off. */
export const turnOnPipelineCaching: Fix = {
  id: "turn-on-pipeline-caching",
  codes,
  plan(input) {
    if (!isOff(input, null)) return null;
    const { name, nodes } = input.pipeline;
    return ok({
      title: `Turn on caching for ${name === null ? "the pipeline" : `the pipeline ${name}`}`,
      touches: `Caching is on for all ${nodes.length} nodes.`,
      preferred: input.node === null || !isOff(input, input.node),
      alwaysSafe: false,
    });
  },
  edits: (input) => turnOn(input, null, pipelineCached),
};

const isOff = (input: FixInput, node: FixInput["node"]): boolean => {
  const edits = formatEdits[input.definition.format];
  return edits?.turnOnCaching !== undefined && (edits.cachingIsOff?.(input, node) ?? false);
};

const pipelineCached: Change = (pipeline) => ({ ...pipeline, caching: true });

/** A node that is cached says so, or no longer says anything. */
const nodeCached =
  (id: string): Change =>
  (pipeline) => ({
    ...pipeline,
    nodes: pipeline.nodes.map((node) =>
      node.id === id && node.caching ? { ...node, caching: { ...node.caching, enabled: true } } : node,
    ),
  });

function turnOn(input: FixInput, node: FixInput["node"], change: Change): Result<FileEdits, string> {
  const turnOnCaching = formatEdits[input.definition.format]?.turnOnCaching;
  return turnOnCaching ? verified(input, turnOnCaching(input, node), change) : err("This format cannot say it.");
}
