import type { DefinitionFormatName } from "../../../model/definition.ts";
import type { FormatEdits } from "../fix.ts";
import { dvc } from "./dvc.ts";
import { kfpIr } from "./kfpIr.ts";
import { kfpPython } from "./kfpPython.ts";
import { tfxIr } from "./tfxIr.ts";
import { tfxPython } from "./tfxPython.ts";

/** What each format can change in its text; a format that is not here is only read. */
export const formatEdits: Readonly<Partial<Record<DefinitionFormatName, FormatEdits>>> = {
  dvc,
  "kfp-ir": kfpIr,
  "kfp-python": kfpPython,
  "tfx-ir": tfxIr,
  "tfx-python": tfxPython,
  "tfx-notebook": tfxPython,
};
