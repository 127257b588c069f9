/**
 * Whether a stage or alias of a model registry says that the model is in use: `Production`, `prod-eu`, `champion`, `live`, `serving`. Others
 * (`Staging`, `dev`, `challenger`) do not.
 */
export const isDeployedStage = (name: string): boolean =>
  /^(?:prod|production|champion|live|serving|deployed)(?:[^a-z].*)?$/i.test(name.slice(0, 200));
