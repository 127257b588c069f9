import type { DetectFormat } from "../format.ts";

/** Imports of the SDK, its forerunner's among them, and of Google's components for it. */
const imports =
  /(?:^|[\r\n"]|\\n)[ \t]*(?:from|import)[ \t]+(?:kfp|google_cloud_pipeline_components)\b|\bkfp(?:\.\w+)*\.dsl\b/;

/** What a file that defines a pipeline cannot do without: the decorator, or a function that is compiled or run as one. */
const pipelines =
  /@(?:\w+\.)*(?:pipeline|graph_component)\b|\bpipeline_func\s*=|\.compile\s*\(|\.create_run_from_pipeline_func\s*\(/;

/**
 * Whether a Python file or notebook may define Kubeflow pipelines: `kfp-python`; null for any other. Only looks for words (well under a
 * millisecond); whether there is a pipeline shows when the file is parsed.
 */
export const detectKfpPython: DetectFormat = (uri, text) => {
  if (!/\.(?:py|ipynb)(?:$|[?#])/i.test(uri)) return null;
  return text.includes("kfp") && imports.test(text) && pipelines.test(text) ? "kfp-python" : null;
};
