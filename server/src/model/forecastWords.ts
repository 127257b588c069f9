import type { Abstention, ForecastPoint } from "./forecast.ts";

/** Why nothing is forecast, in words for users. */
export const abstentionWords: Readonly<Record<Abstention, string>> = {
  "few-models": "too few models whose fate is known",
  "few-deployed": "too few of its models were deployed",
  "few-not-deployed": "nearly all of its models were deployed",
  "no-better-than-chance": "its past does not tell them apart better than chance",
};

export const pointWords: Readonly<Record<ForecastPoint, string>> = {
  "before-the-run": "before the run",
  "after-ingestion": "after ingestion",
  "before-training": "before training",
  "after-training": "after training",
  "after-validation": "after validation",
};
