import { artifactCode, operatorCode, stateCode } from "../model/kinds.ts";
import type { Trace } from "../model/trace.ts";
import { findMakers, type Makers } from "./makers.ts";

/** A trace prepared for the walks: everything that depends on one artifact or execution alone, worked out once. */
export interface Lineage {
  readonly trace: Trace;
  readonly makers: Makers;
  /** Artifact → sum of `artifactTrait` codes. */
  readonly traits: Uint8Array;
  /** Execution → 1 where a walk down may enter it: not train, tune, resolve or cached. */
  readonly enterable: Uint8Array;
  /** Artifact of kind data or statistics → the analyze executions that read it, cached ones aside; one entry an edge. */
  readonly analysts: { readonly offsets: Int32Array; readonly target: Int32Array };
  readonly keys: LineageKeys;
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
  const makers = findMakers(trace);
  const analysts = findAnalysts(trace);
  return {
    trace,
    makers,
    traits: artifactTraits(trace, makers, analysts),
    enterable: enterableExecutions(trace),
    analysts,
    keys: {
      analyzerCache: trace.strings.indexOf("analyzer_cache"),
      baseModel: trace.strings.indexOf("base_model"),
      baselineModel: trace.strings.indexOf("baseline_model"),
    },
  };
}

function artifactTraits(trace: Trace, makers: Makers, analysts: Lineage["analysts"]): Uint8Array {
  const { count, kind } = trace.artifacts;
  const traits = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    let trait = kind[row] === artifactCode.model ? artifactTrait.model : 0;
    if (analysts.offsets[row] !== analysts.offsets[row + 1]) trait |= artifactTrait.analysed;
    const start = makers.offsets[row] as number;
    const end = makers.offsets[row + 1] as number;
    if (start === end) trait |= artifactTrait.makerless;
    for (let i = start; i < end; i++) {
      if (trace.executions.kind[makers.target[i] as number] === operatorCode.train) trait |= artifactTrait.trainMade;
    }
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

function findAnalysts({ executions, artifacts, readers }: Trace): Lineage["analysts"] {
  const analyses = new Uint8Array(executions.count);
  for (let row = 0; row < executions.count; row++) {
    if (executions.kind[row] === operatorCode.analyze && executions.state[row] !== stateCode.cached) analyses[row] = 1;
  }
  const offsets = new Int32Array(artifacts.count + 1);
  let length = 0;
  for (let row = 0; row < artifacts.count; row++) {
    const kind = artifacts.kind[row];
    if (kind === artifactCode.data || kind === artifactCode.statistics) {
      const end = readers.offsets[row + 1] as number;
      for (let edge = readers.offsets[row] as number; edge < end; edge++) {
        length += analyses[readers.target[edge] as number] as number;
      }
    }
    offsets[row + 1] = length;
  }
  const target = new Int32Array(length);
  let next = 0;
  for (let row = 0; row < artifacts.count; row++) {
    if (offsets[row] === offsets[row + 1]) continue;
    const end = readers.offsets[row + 1] as number;
    for (let edge = readers.offsets[row] as number; edge < end; edge++) {
      const reader = readers.target[edge] as number;
      if (analyses[reader] === 1) target[next++] = reader;
    }
  }
  return { offsets, target };
}
