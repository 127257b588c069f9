import type { TreePage, TreeParent, TreeTarget } from "../../protocol.ts";
import { treeMembers, treeRunMembers } from "./executions.ts";
import { pipelineNamed, type TreeInput } from "./input.ts";
import { hasModels, treeModels } from "./models.ts";
import { treePipelines } from "./pipelines.ts";
import { treeRuns } from "./runs.ts";

export { treeTraces } from "./traces.ts";

/** Nothing to show, and why. */
export const emptyPage = (message: string | null, failed = false): TreePage => ({
  items: [],
  more: false,
  message,
  failed,
});

/**
 * What the tree shows below an item of a trace: pipelines, of a pipeline its models (its runs where it trained none), of those their
 * executions. A generator that gives way in long traces; its result is the page.
 */
export function* treePage(
  input: TreeInput,
  parent: TreeParent,
  targetOf: (index: number, name: string | null) => TreeTarget,
): Generator<void, TreePage> {
  if (parent.type === "trace") return yield* treePipelines(input, targetOf);
  if (parent.type === "graphlet") return yield* treeMembers(input, parent.trainer);
  const pipeline = pipelineNamed(input.trace, parent.pipeline);
  if (pipeline === null) return emptyPage("It is no longer in the trace.");
  if (parent.type === "run") return yield* treeRunMembers(input, pipeline, parent.run);
  return yield* hasModels(input, pipeline) ? treeModels(input, pipeline) : treeRuns(input, pipeline);
}
