import type { DetectFormat } from "../format.ts";

/** So much of a text is looked at, characters: the first component or task stands near the beginning. */
const lookedAt = 50_000;

const yamlWords =
  /^[ \t]*(?:executorLabel|componentRef)[ \t]*:|^# PIPELINE DEFINITION\b|^(?:pipelineInfo|pipelineSpec):/m;
const jsonWords = /"(?:executorLabel|executor_label|componentRef|component_ref|pipelineSpec|pipeline_spec)"\s*:/;

/** A compiled Kubeflow pipeline, or a job or run that holds one: the words that every one has. */
export const detectKfpIr: DetectFormat = (uri, text) => {
  if (!/\.(?:ya?ml|json)(?:$|[?#])/i.test(uri)) return null;
  const head = text.slice(0, lookedAt);
  return (/^\s*\{/.test(head) ? jsonWords : yamlWords).test(head) ? "kfp-ir" : null;
};
