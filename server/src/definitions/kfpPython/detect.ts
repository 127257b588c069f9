import type { DetectFormat } from "../format.ts";
import { hasWord, placesOf } from "../python/words.ts";

/** What stands before the name of a module that is imported. */
const importing = /(?:[\r\n"]|\\n)[ \t]*(?:from|import)[ \t]+$/;
/** The SDK's language by its full name. */
const dsl = /^kfp(?:\.\w+)*\.dsl\b/;
/** So much of a text is looked at around a name, characters. */
const around = 200;

/** Whether a text imports the SDK, one of its forerunners or Google's components for it. */
function imports(text: string): boolean {
  for (const name of ["kfp", "google_cloud_pipeline_components"]) {
    for (const at of placesOf(text, name)) {
      const after = text.slice(at, at + around);
      const isWhole = !/^\w/.test(after.slice(name.length));
      const before = at < around ? `\n${text.slice(0, at)}` : text.slice(at - around, at);
      if ((isWhole && importing.test(before)) || dsl.test(after)) return true;
    }
  }
  return false;
}

/** What a file that defines a pipeline cannot do without: the decorator, or a function that is compiled or run as one. */
const pipelines =
  /@(?:\w+\.)*(?:pipeline|graph_component)\b|\bdsl\.pipeline\s*\(|\bpipeline_func\s*=|(?<!\bre)\.compile\s*\(|\.create_run_from_pipeline_func\s*\(/;

/**
 * Whether a Python file or notebook may define Kubeflow pipelines: `kfp-python`; null for any other. Only looks for words (well under a
 * millisecond); whether there is a pipeline shows when the file is parsed.
 */
export const detectKfpPython: DetectFormat = (uri, text) => {
  if (!/\.(?:py|ipynb)(?:$|[?#])/i.test(uri)) return null;
  return hasWord(text, "kfp") && imports(text) && pipelines.test(text) ? "kfp-python" : null;
};
