import type { OperatorKind } from "../../model/kinds.ts";
import { err, ok, type Result } from "../../model/result.ts";
import { consumersOf } from "../reach.ts";
import type { FileEdits, Fix, FixInput } from "./fix.ts";
import { formatEdits } from "./formats/index.ts";
import { type Change, verified, withoutNodes } from "./verify.ts";

/** Kinds that are there only for what they hand on. The others do something beside that, or people read what they write. */
const makers: ReadonlySet<OperatorKind> = new Set<OperatorKind>(["ingest", "import", "resolve", "preprocess", "tune"]);

/** Takes a node out of which nothing uses any output; not one that is there for what it does beside that. */
export const dropUnusedNode: Fix = {
  id: "drop-unused-node",
  codes: ["unused-output"],
  plan(input) {
    const { node, pipeline } = input;
    if (!node || input.subject !== null || !formatEdits[input.definition.format]?.dropNodes) return null;
    if (!makers.has(node.kind) || consumersOf(pipeline).has(node.id)) return null;
    return ok({ title: `Remove ${node.id}`, touches: null, preferred: true, alwaysSafe: false });
  },
  edits(input) {
    const { node } = input;
    const dropNodes = formatEdits[input.definition.format]?.dropNodes;
    if (!node || !dropNodes) return err("There is no node to remove.");
    return verified(input, dropNodes(input, [node.id]), withoutNodes([node.id]));
  },
};

/** Takes an output out of the declaration of a node, where the definition has that and nothing reads it. */
export const dropUnusedOutput: Fix = {
  id: "drop-unused-output",
  codes: ["unused-output"],
  plan(input) {
    const { node, subject, pipeline } = input;
    const edits = formatEdits[input.definition.format];
    const output = node?.outputs.find(({ key }) => key === subject);
    if (!node || !output?.location || !edits?.dropOutput) return null;
    const isRead = pipeline.nodes.some(({ inputs }) =>
      inputs.some(({ from }) => from?.node === node.id && from.output === subject),
    );
    if (isRead) return null;
    return ok({
      title: `Remove the output ${output.key} of ${node.id}`,
      touches: null,
      preferred: true,
      alwaysSafe: false,
    });
  },
  edits: dropOutput,
};

function dropOutput(input: FixInput): Result<FileEdits, string> {
  const { node, subject } = input;
  const edits = formatEdits[input.definition.format];
  if (!node || subject === null || !edits?.dropOutput) return err("There is no output to remove.");
  return verified(input, edits.dropOutput(input, node, subject), withoutOutput(node.type, subject));
}

/** One declaration may serve several nodes. */
const withoutOutput =
  (type: string, output: string): Change =>
  (pipeline) => ({
    ...pipeline,
    nodes: pipeline.nodes.map((node) =>
      node.type === type ? { ...node, outputs: node.outputs.filter(({ key }) => key !== output) } : node,
    ),
  });
