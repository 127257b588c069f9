import { type GraphletStatus, graphletStatuses, type NotPushedReason, notPushedReasons } from "../model/graphlet.ts";
import { type IntLists, role } from "./columns.ts";
import { sign } from "./signs.ts";

/** The union of the {@link sign}s of a graphlet's members, for each part that a rule asks about. */
export interface SignUnion {
  all: number;
  down: number;
  /** Up without the train execution. */
  upstream: number;
  trainer: number;
}

/** Whether Down holds a complete deploy execution that wrote an artifact with `pushed` 1, or without that property. */
export const isPushed = (union: SignUnion): boolean => (union.down & sign.pushed) !== 0;

/** Whether Down holds a complete infer execution. */
export const isBatchUsed = (union: SignUnion): boolean => (union.down & sign.batchUse) !== 0;

/** 1 when a model blessing written in Down is 1, else 0 when one is 0, else -1. */
export function blessedCode(union: SignUnion): number {
  if (union.down & sign.blessed) return 1;
  return union.down & sign.notBlessed ? 0 : -1;
}

/** Code of each status in the column `status`. */
export const statusCode: Readonly<Record<GraphletStatus, number>> = codesOf(graphletStatuses);
const whyCode: Readonly<Record<NotPushedReason, number>> = codesOf(notPushedReasons);

function codesOf<T extends string>(words: readonly T[]): Record<T, number> {
  return Object.fromEntries(words.map((word, code) => [word, code])) as Record<T, number>;
}

/** Status as far as the members tell it; {@link spreadUse} adds what came of the models that were warm-started from it. */
export function ownStatus(union: SignUnion): number {
  if (isPushed(union)) return statusCode.pushed;
  if (isBatchUsed(union)) return statusCode.useful;
  return union.all & sign.live ? statusCode.pending : statusCode.wasted;
}

/**
 * Makes useful every graphlet from which a pushed or useful one was warm-started, over any number of steps. Linear in
 * graphlets and parents: each is visited once, so cycles end. `graphletOfTrainer`: execution row → index of its graphlet or -1.
 */
export function spreadUse(status: Uint8Array, parents: IntLists, graphletOfTrainer: Int32Array): void {
  const isUseful = (graphlet: number): boolean =>
    status[graphlet] === statusCode.pushed || status[graphlet] === statusCode.useful;
  const queue: number[] = [];
  for (let i = 0; i < status.length; i++) {
    if (isUseful(i)) queue.push(i);
  }
  for (let graphlet = queue.pop(); graphlet !== undefined; graphlet = queue.pop()) {
    const end = parents.offsets[graphlet + 1] as number;
    for (let i = parents.offsets[graphlet] as number; i < end; i++) {
      const parent = graphletOfTrainer[parents.values[i] as number] as number;
      if (parent < 0 || isUseful(parent)) continue;
      status[parent] = statusCode.useful;
      queue.push(parent);
    }
  }
}

/** Why the model was not deployed: code of the first reason that holds, -1 when it was deployed or none holds. */
export function whyNotPushed(union: SignUnion): number {
  if (isPushed(union)) return -1;
  if (union.trainer & sign.failed) return whyCode["trainer-failed"];
  if (union.upstream & sign.failed) return whyCode["upstream-failed"];
  if (union.all & sign.checkFailed) return whyCode["validation-failed"];
  if (blessedCode(union) === 0) return whyCode["not-blessed"];
  if (union.all & sign.pushFailed) return whyCode["push-failed"];
  if (union.all & sign.refused) return whyCode["push-refused"];
  if (union.all & sign.abandoned) return whyCode.abandoned;
  if ((union.all & sign.deploys) === 0) return whyCode["never-reached-deploy"];
  return -1;
}

const anyRole = role.up | role.down | role.side;

/** The members that a reason rests on: those with this sign in one of these roles. */
const evidenceOf: Readonly<Record<NotPushedReason, { readonly sign: number; readonly roles: number }>> = {
  "trainer-failed": { sign: sign.failed, roles: role.trainer },
  "upstream-failed": { sign: sign.failed, roles: role.up },
  "validation-failed": { sign: sign.checkFailed, roles: anyRole },
  "not-blessed": { sign: sign.notBlessed, roles: role.down },
  "push-failed": { sign: sign.pushFailed, roles: anyRole },
  "push-refused": { sign: sign.refused, roles: anyRole },
  abandoned: { sign: sign.abandoned, roles: anyRole },
  "never-reached-deploy": { sign: 0, roles: 0 },
};

/** Whether the reason with code `why` rests on a member with these signs and roles. */
export function isEvidence(why: number, signs: number, roles: number): boolean {
  const reason = notPushedReasons[why];
  if (reason === undefined) return false;
  const evidence = evidenceOf[reason];
  return (signs & evidence.sign) !== 0 && (roles & evidence.roles) !== 0;
}
