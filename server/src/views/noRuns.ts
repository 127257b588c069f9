import type { ViewFailure } from "../protocol.ts";
import type { ViewInput } from "./input.ts";

/** Why there is no picture of a pipeline without a trace: `No runs found. The definition names metadata.sqlite, which does not exist yet.` */
export const noRuns = ({ lack }: Pick<ViewInput, "lack">): ViewFailure => ({
  type: "failure",
  message: lack === undefined ? "No runs found." : `No runs found. ${lack}`,
  action: "chooseTrace",
});
