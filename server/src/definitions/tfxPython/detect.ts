import type { DetectFormat } from "../format.ts";
import { hasWord } from "../python/words.ts";
import { standardComponents } from "./componentTable.ts";

/** Calls that a file which defines a TFX pipeline, or a part of one, cannot do without. */
const calls = new RegExp(
  `\\b(?:${["InteractiveContext", "[A-Z]\\w*DagRunner", "\\w*_(?:components?|pipeline)(?:_\\w*)?", ...standardComponents.keys()].join("|")})\\s*\\(|` +
    "\\bPipeline\\s*\\((?!\\s*(?:\\[|\\)|steps\\b|options\\b|runner\\b|argv\\b))",
);

const isNotebook = (uri: string): boolean => /\.ipynb(?:$|[?#])/i.test(uri);
const isPython = (uri: string): boolean => /\.py(?:$|[?#])/i.test(uri);

/**
 * The format of a file that may define pipelines: `tfx-python`, `tfx-notebook`; null for any other. Only looks for
 * words (well under a millisecond); whether there is a pipeline shows when the file is parsed.
 */
export const detectTfxPython: DetectFormat = (uri, text) => {
  if (!isPython(uri) && !isNotebook(uri)) return null;
  if (!hasWord(text, "tfx") || !calls.test(text)) return null;
  return isNotebook(uri) ? "tfx-notebook" : "tfx-python";
};

export { isNotebook };
