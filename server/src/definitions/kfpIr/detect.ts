import type { DetectFormat } from "../format.ts";

/** So much of a text is looked at, characters: the first component or task stands near the beginning. */
const lookedAt = 50_000;

const yamlWords =
  /^[ \t]*(?:executorLabel|componentRef)[ \t]*:|^# PIPELINE DEFINITION\b|^(?:pipelineInfo|pipelineSpec):/m;
const jsonWords = /"(?:executorLabel|executor_label|componentRef|component_ref|pipelineSpec|pipeline_spec)"\s*:/;

/** What a whole specification has and a task or component alone has not. */
const pbtxtWords = /^\s*(?:deployment_spec|components)\s*\{|#\s*proto-message:\s*PipelineSpec\b/m;

/** Protobuf text: TFX compiles for Kubeflow to it, too. */
export const isPbtxt = (uri: string): boolean =>
  /\.(?:pbtxt|textproto|pbtext|txtpb|textpb|prototxt)(?:$|[?#])/i.test(uri);

/** A compiled Kubeflow pipeline, or a job or run that holds one: the words that every one has. */
export const detectKfpIr: DetectFormat = (uri, text) => {
  const head = text.slice(0, lookedAt);
  if (isPbtxt(uri)) return pbtxtWords.test(head) ? "kfp-ir" : null;
  if (!/\.(?:ya?ml|json)(?:$|[?#])/i.test(uri)) return null;
  return (/^\s*\{/.test(head) ? jsonWords : yamlWords).test(head) ? "kfp-ir" : null;
};
