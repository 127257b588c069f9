export { compareGraphlets } from "./compare.ts";
export { type ExplainInput, explain, rowsOfInterest } from "./explain.ts";
export { lastDeployedBefore, modelBefore } from "./reference.ts";
