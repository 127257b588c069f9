import type { DefinitionFormatName } from "../model/definition.ts";

/** Whether a format is Python's: there other extensions answer for the language, and this one only for pipelines. */
export const isPythonFormat = (format: DefinitionFormatName): boolean =>
  format === "tfx-python" || format === "tfx-notebook" || format === "kfp-python";
