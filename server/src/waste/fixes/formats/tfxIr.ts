import { err } from "../../../model/result.ts";
import type { FormatEdits } from "../fix.ts";

/** A compiled TFX pipeline is not changed: the next compilation would undo it. */
export const tfxIr: FormatEdits = {
  dropNodes: () => err("This file is compiled. Change the pipeline in Python, and compile it again."),
};
