import type { FormatEdits } from "../fix.ts";
import { dropNodes } from "../kfpIr/dropNodes.ts";
import { turnOnCaching } from "../kfpIr/turnOnCaching.ts";

/** What can be changed in a compiled Kubeflow pipeline, as YAML or JSON. */
export const kfpIr: FormatEdits = {
  dropNodes,
  turnOnCaching,
  // Options that are not there say nothing: the cluster's setting counts.
  cachingIsOff: (_input, node) => node?.caching?.enabled === false,
};
