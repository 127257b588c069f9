import { free } from "../model/free.ts";
import { placeAmong, type SomeRows, someRows } from "../model/intColumn.ts";
import { artifactCode, operatorCode, stateCode } from "../model/kinds.ts";
import type { Trace } from "../model/trace.ts";
import { findMakers } from "./makers.ts";

/** A trace prepared for the walks: everything that depends on one artifact or execution alone, worked out once. */
export interface Lineage {
  readonly trace: Trace;
  /** Edge of `trace.writers` → 1 where the execution made the artifact. */
  readonly made: Uint8Array;
  /** Artifact → sum of `artifactTrait` codes. */
  readonly traits: Uint8Array;
  /** Execution → 1 where a walk down may enter it: not train, tune, resolve or cached. */
  readonly enterable: Uint8Array;
  readonly analysts: Analysts;
  readonly keys: LineageKeys;
}

/** The analyze executions that read an artifact of kind data or statistics, cached ones aside; one entry an edge. */
export interface Analysts {
  /** Artifacts that have any. */
  readonly analysed: SomeRows;
  /** By the place of an artifact among these. */
  readonly offsets: Int32Array;
  readonly target: Int32Array;
}

/** Texts of keys that stop a walk; -1 where the trace has no such key. */
export interface LineageKeys {
  readonly analyzerCache: number;
  readonly baseModel: number;
  readonly baselineModel: number;
}

export const artifactTrait = {
  /** A train execution is among its makers. */
  trainMade: 1,
  model: 2,
  /** Of kind data or statistics, and an analyze execution reads it. */
  analysed: 4,
  makerless: 8,
} as const;

/** Prepares a trace for the walks. Linear in its rows and edges. */
export function prepareLineage(trace: Trace): Lineage {
  const made = findMakers(trace);
  const analysts = findAnalysts(trace);
  return {
    trace,
    made,
    traits: artifactTraits(trace, made, analysts),
    enterable: enterableExecutions(trace),
    analysts,
    keys: {
      analyzerCache: trace.strings.indexOf("analyzer_cache"),
      baseModel: trace.strings.indexOf("base_model"),
      baselineModel: trace.strings.indexOf("baseline_model"),
    },
  };
}

function artifactTraits(trace: Trace, made: Uint8Array, { analysed }: Analysts): Uint8Array {
  const { count, kind } = trace.artifacts;
  const { offsets, target } = trace.writers;
  const traits = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    let trait = kind[row] === artifactCode.model ? artifactTrait.model : 0;
    if (placeAmong(analysed, row) >= 0) trait |= artifactTrait.analysed;
    let isMade = false;
    const end = offsets[row + 1] as number;
    for (let edge = offsets[row] as number; edge < end; edge++) {
      if (made[edge] === 0) continue;
      isMade = true;
      if (trace.executions.kind[target[edge] as number] === operatorCode.train) trait |= artifactTrait.trainMade;
    }
    if (!isMade) trait |= artifactTrait.makerless;
    traits[row] = trait;
  }
  return traits;
}

function enterableExecutions({ executions }: Trace): Uint8Array {
  const closed = new Uint8Array(256);
  closed[operatorCode.train] = closed[operatorCode.tune] = closed[operatorCode.resolve] = 1;
  const enterable = new Uint8Array(executions.count);
  for (let row = 0; row < executions.count; row++) {
    const open = executions.state[row] !== stateCode.cached && closed[executions.kind[row] as number] === 0;
    enterable[row] = open ? 1 : 0;
  }
  return enterable;
}

function findAnalysts(trace: Trace): Analysts {
  const { executions, artifacts, readers } = trace;
  const analyses = new Uint8Array(executions.count);
  for (let row = 0; row < executions.count; row++) {
    if (executions.kind[row] === operatorCode.analyze && executions.state[row] !== stateCode.cached) analyses[row] = 1;
  }
  const isRead = new Int8Array(artifacts.count);
  for (let row = 0; row < artifacts.count; row++) if (analysesOf(trace, analyses, row) > 0) isRead[row] = 1;
  const analysed = someRows(isRead, 0);
  const offsets = new Int32Array(analysed.count + 1);
  let place = 0;
  for (let row = 0; row < artifacts.count; row++) {
    if (isRead[row] === 1) offsets[++place] = (offsets[place - 1] as number) + analysesOf(trace, analyses, row);
  }
  const target = new Int32Array(offsets[place] as number);
  let next = 0;
  for (let row = 0; row < artifacts.count; row++) {
    if (isRead[row] === 0) continue;
    const end = readers.offsets[row + 1] as number;
    for (let edge = readers.offsets[row] as number; edge < end; edge++) {
      const reader = readers.target[edge] as number;
      if (analyses[reader] === 1) target[next++] = reader;
    }
  }
  free(analyses, isRead);
  return { analysed, offsets, target };
}

/** How many of these analyses read an artifact of kind data or statistics. */
function analysesOf({ artifacts, readers }: Trace, analyses: Uint8Array, row: number): number {
  const kind = artifacts.kind[row];
  if (kind !== artifactCode.data && kind !== artifactCode.statistics) return 0;
  let count = 0;
  const end = readers.offsets[row + 1] as number;
  for (let edge = readers.offsets[row] as number; edge < end; edge++) {
    count += analyses[readers.target[edge] as number] as number;
  }
  return count;
}

/** Gives the memory of what was prepared back: the walks are over. */
export function freeLineage({ made, traits, enterable, analysts }: Lineage): void {
  free(made, traits, enterable, analysts.offsets, analysts.target, analysts.analysed.has, analysts.analysed.before);
}
