import type { PipelineDefinition } from "../model/definition.ts";
import type { ViewFailure } from "../protocol.ts";

/** What is said in place of a pipeline's models where the trace has none of it: it ran elsewhere, or nothing in it is known to train. Linear in the nodes. */
export function noModel({ nodes }: PipelineDefinition): ViewFailure {
  return nodes.some(({ kind }) => kind === "train")
    ? { type: "failure", message: "The trace has no model of this pipeline.", action: "chooseTrace" }
    : {
        type: "failure",
        message: "No step of this pipeline counts as training. Name the one that trains in graphlet.operatorKinds.",
        action: "setKinds",
      };
}
