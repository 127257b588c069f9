import type { FixInput, FormatEdits } from "../fix.ts";
import { addEvaluator } from "../python/addEvaluator.ts";
import { useAnalyzerCache } from "../python/analyzerCache.ts";
import { connect } from "../python/connect.ts";
import { dropNodes } from "../python/dropNodes.ts";
import { callAt, editingAt } from "../python/editing.ts";
import { gateTraining } from "../python/gateTraining.ts";
import { runsWithoutCache, turnOnPipelineCaching, turnOnRunCaching } from "../python/turnOn.ts";

/** What can be changed in a TFX pipeline in Python, in a file or a notebook's cells. */
export const tfxPython: FormatEdits = {
  dropNodes,
  connect,
  useAnalyzerCache,
  addEvaluator,
  gateTraining,
  cachingIsOff: (input, node) => (node === null ? isOffForAll(input) : isOffForRun({ ...input, node })),
  turnOnCaching: (input, node) => (node === null ? turnOnPipelineCaching(input) : turnOnRunCaching({ ...input, node })),
};

/** TFX does not cache unless the pipeline says so. A list of components without its pipeline says nothing. */
function isOffForAll(input: FixInput): boolean {
  const { caching, location } = input.pipeline;
  if (caching !== null) return !caching;
  const editing = editingAt(input, location.uri);
  const call = editing.ok ? callAt(editing.value, location)?.call : undefined;
  const { callee } = call ?? {};
  const isPipeline = (callee?.type === "attribute" || callee?.type === "name") && callee.name === "Pipeline";
  return isPipeline && !call?.arguments.some(({ name }) => name === "enable_cache");
}

function isOffForRun(input: FixInput): boolean {
  if (input.definition.format !== "tfx-notebook" || !input.node) return false;
  const runs = runsWithoutCache(input, input.node.location.uri);
  return runs.ok && runs.value.uses.length > 0;
}
