export { type DetailsInput, detailsOf, type Property, propertiesWanted } from "./details.ts";
export { graphletView } from "./graphletView.ts";
export type { GraphletViewInput, ViewInput } from "./input.ts";
export { graphletLabel } from "./labels.ts";
export { pipelineView } from "./pipelineView.ts";
export { reasonSentence } from "./reason.ts";
