import { intAt } from "../model/intColumn.ts";
import { operatorCode, stateCode } from "../model/kinds.ts";
import type { Trace } from "../model/trace.ts";

/** What one execution alone says about the fate of a model; a graphlet's verdict rests on the union over its members. */
export const sign = {
  failed: 1,
  /** New or running, and may still finish. */
  live: 1 << 1,
  abandoned: 1 << 2,
  /** An evaluate or validate execution that failed. */
  checkFailed: 1 << 3,
  deploys: 1 << 4,
  /** A complete deploy execution that wrote an artifact with `pushed` 1 or without that property. */
  pushed: 1 << 5,
  /** A complete deploy execution that wrote an artifact with `pushed` 0. */
  refused: 1 << 6,
  /** A complete infer execution: a batch prediction. */
  batchUse: 1 << 7,
  /** Wrote a model blessing of 1. */
  blessed: 1 << 8,
  /** Wrote a model blessing of 0. */
  notBlessed: 1 << 9,
  /** A deploy execution that failed. */
  pushFailed: 1 << 10,
} as const;

/** Execution row → sum of its {@link sign}s. Linear in rows and written edges. */
export function readSigns(trace: Trace, abandoned: Uint8Array): Uint16Array {
  const { count, kind, state } = trace.executions;
  const signs = new Uint16Array(count);
  for (let row = 0; row < count; row++) {
    const complete = state[row] === stateCode.complete;
    const failed = state[row] === stateCode.failed;
    let sum = blessings(trace, row);
    if (failed) sum |= sign.failed;
    if (abandoned[row] === 1) sum |= sign.abandoned;
    else if (state[row] === stateCode.new || state[row] === stateCode.running) sum |= sign.live;
    switch (kind[row]) {
      case operatorCode.evaluate:
      case operatorCode.validate:
        if (failed) sum |= sign.checkFailed;
        break;
      case operatorCode.deploy:
        sum |= sign.deploys;
        if (failed) sum |= sign.pushFailed;
        if (complete) sum |= pushes(trace, row);
        break;
      case operatorCode.infer:
        if (complete) sum |= sign.batchUse;
        break;
    }
    signs[row] = sum;
  }
  return signs;
}

function blessings({ writes, artifacts }: Trace, execution: number): number {
  let sum = 0;
  const end = writes.offsets[execution + 1] as number;
  for (let edge = writes.offsets[execution] as number; edge < end; edge++) {
    const blessed = intAt(artifacts.blessed, writes.target[edge] as number);
    if (blessed === 1) sum |= sign.blessed;
    else if (blessed === 0) sum |= sign.notBlessed;
  }
  return sum;
}

function pushes({ writes, artifacts }: Trace, execution: number): number {
  let sum = 0;
  const end = writes.offsets[execution + 1] as number;
  for (let edge = writes.offsets[execution] as number; edge < end; edge++) {
    sum |= intAt(artifacts.pushed, writes.target[edge] as number) === 0 ? sign.refused : sign.pushed;
  }
  return sum;
}
