import type { Graphlet, Graphlets } from "../../../server/src/model/graphlet.ts";

/** A graphlet as plain data: its own are views, whose equality says nothing. */
export const plainGraphlet = (graphlet: Graphlet) => ({
  trainer: graphlet.trainer,
  executions: [...graphlet.executions],
  up: [...graphlet.up],
  down: [...graphlet.down],
  parents: [...graphlet.parents],
  pushed: graphlet.pushed,
  blessed: graphlet.blessed,
  batchUse: graphlet.batchUse,
  status: graphlet.status,
  whyNotPushed: graphlet.whyNotPushed,
  evidence: [...graphlet.evidence],
  costSeconds: graphlet.costSeconds,
  ownCostSeconds: graphlet.ownCostSeconds,
  wastedSeconds: graphlet.wastedSeconds,
  unknownCosts: graphlet.unknownCosts,
  inputSpans: [...graphlet.inputSpans],
  dataJaccard: graphlet.dataJaccard,
  sameCode: graphlet.sameCode,
  sameParameters: graphlet.sameParameters,
  redundant: graphlet.redundant,
});

export const plain = (graphlets: Graphlets) => ({
  list: graphlets.list.map(plainGraphlet),
  owner: [...graphlets.owner],
  status: [...graphlets.status],
  abandoned: [...graphlets.abandoned],
  previous: [...graphlets.previous],
});
