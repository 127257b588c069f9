import type { FormatEdits } from "../fix.ts";
import { dropNodes } from "../python/dropNodes.ts";

/** What can be changed in a TFX pipeline in Python, in a file or a notebook's cells. */
export const tfxPython: FormatEdits = { dropNodes };
