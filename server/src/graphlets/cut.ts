import { type CancelToken, throwIfCancelled } from "../model/cancel.ts";
import { free } from "../model/free.ts";
import type { Trace } from "../model/trace.ts";
import { findAbandoned } from "./abandoned.ts";
import type { GraphletColumns } from "./columns.ts";
import { compare } from "./comparison.ts";
import { judgeExecutions, ownCosts } from "./costs.ts";
import { closeLedger, openLedger, record } from "./ledger.ts";
import { freeLineage, prepareLineage } from "./lineage.ts";
import { trainersInOrder } from "./order.ts";
import { readSigns } from "./signs.ts";
import { spreadUse } from "./verdict.ts";
import { walkDown } from "./walkDown.ts";
import { beginWalk, createWalker, freeWalker } from "./walker.ts";
import { walkSide } from "./walkSide.ts";
import { walkUp } from "./walkUp.ts";

/** Members written down between two looks at the token. */
const checkEvery = 1 << 14;

/**
 * Cuts a trace into its graphlets: one around each train execution that is not cached, by train start, then id. Linear in
 * the edges that the graphlets visit; memory grows with the trace and with the members found.
 * @throws CancelledError when the token is cancelled.
 */
export function cutColumns(trace: Trace, token: CancelToken): GraphletColumns {
  const trainer = trainersInOrder(trace, token);
  const count = trainer.length;
  const abandoned = findAbandoned(trace);
  const signs = readSigns(trace, abandoned);
  throwIfCancelled(token);
  const walker = createWalker(prepareLineage(trace));
  const ledger = openLedger(trace, count);
  let checkAt = 0;
  for (let i = 0; i < count; i++) {
    if (ledger.members.all.length >= checkAt) {
      throwIfCancelled(token);
      checkAt = ledger.members.all.length + checkEvery;
    }
    beginWalk(walker, trainer[i] as number);
    walkUp(walker, token);
    walkDown(walker, token);
    walkSide(walker, token);
    record(ledger, i, walker, signs);
  }
  freeWalker(walker);
  freeLineage(walker.lineage);
  free(signs);
  throwIfCancelled(token);
  const found = { count, trainer, abandoned, ...closeLedger(ledger) };
  const trained = graphletsOfTrainers(trainer, trace.executions.count);
  spreadUse(found.status, found.parents, trained);
  free(trained);
  const executionStatus = judgeExecutions(trace, found);
  const costs = ownCosts(trace, { ...found, executionStatus });
  return { ...found, executionStatus, ...costs, ...compare(trace, found) };
}

/** Execution row → index of the graphlet that it trained, -1 for none. */
function graphletsOfTrainers(trainer: Int32Array, executions: number): Int32Array {
  const graphlets = new Int32Array(executions).fill(-1);
  for (let i = 0; i < trainer.length; i++) graphlets[trainer[i] as number] = i;
  return graphlets;
}
