import { intAt } from "../model/intColumn.ts";
import { type OperatorKind, operatorCode, stateCode } from "../model/kinds.ts";
import { targetsOf } from "../model/rows.ts";
import type { Trace } from "../model/trace.ts";

/** Kinds whose code comes with their library where the trace names none: their parameters say all. */
const libraryKinds: readonly OperatorKind[] = ["ingest", "analyze", "evaluate", "validate", "infer"];
const library: ReadonlySet<number> = new Set(libraryKinds.map((kind) => operatorCode[kind]));

/** Kinds that make the same of the same. */
const repeatable: ReadonlySet<number> = new Set([operatorCode.analyze, operatorCode.preprocess]);

/** Steps behind one another that are followed to tell what an artifact is. */
const deepest = 50;

/** What is known of a trace so far. Equal numbers: the same thing. */
interface Known {
  readonly numbers: Map<string, number>;
  readonly artifacts: Map<number, number>;
  /** -1 where the trace does not say; -2 while it is being found out. */
  readonly work: Map<number, number>;
}

const kept = new WeakMap<Trace, Known>();

function knownOf(trace: Trace): Known {
  let known = kept.get(trace);
  if (!known) {
    known = { numbers: new Map(), artifacts: new Map(), work: new Map() };
    kept.set(trace, known);
  }
  return known;
}

function numberOf({ numbers }: Known, text: string): number {
  let number = numbers.get(text);
  if (number === undefined) {
    number = numbers.size;
    numbers.set(text, number);
  }
  return number;
}

/**
 * What an artifact is, as a number that is the same for the same thing: its content where the trace tells it, with what it was made by,
 * since a fingerprint of input files does not tell how they were split; else, where a step that analyzes or prepares data made it,
 * what that step did; else itself. Kept with the trace.
 */
export const artifactIdentity = (trace: Trace, artifact: number): number => identify(trace, artifact, 0);

function identify(trace: Trace, artifact: number, depth: number): number {
  const known = knownOf(trace);
  const before = known.artifacts.get(artifact);
  if (before !== undefined) return before;
  const maker = makerOf(trace, artifact);
  const content = intAt(trace.artifacts.content, artifact);
  const number = numberOf(
    known,
    content < 0
      ? (derivation(trace, artifact, maker, depth) ?? `#${artifact}`)
      : `=${content}/${trace.executions.code[maker]}/${trace.executions.parameters[maker]}`,
  );
  known.artifacts.set(artifact, number);
  return number;
}

/** The first execution that wrote it and was not served from the cache; else the first; -1 where none did. */
function makerOf(trace: Trace, artifact: number): number {
  const writers = targetsOf(trace.writers, artifact);
  return writers.find((row) => trace.executions.state[row] !== stateCode.cached) ?? writers[0] ?? -1;
}

/** The step that made the artifact by what it did, and which of its results this is; null where that does not tell what it is. */
function derivation(trace: Trace, artifact: number, maker: number, depth: number): string | null {
  if (depth >= deepest || !repeatable.has(trace.executions.kind[maker] ?? -1)) return null;
  const work = workOf(trace, maker, depth + 1);
  if (work < 0) return null;
  const { offsets, target, key } = trace.writes;
  const end = offsets[maker + 1] as number;
  const counts = new Map<number, number>();
  for (let edge = offsets[maker] as number; edge < end; edge++) {
    const channel = key[edge] as number;
    const place = counts.get(channel) ?? 0;
    if (target[edge] === artifact) return `<${work}/${channel}/${place}`;
    counts.set(channel, place + 1);
  }
  return null;
}

/**
 * What code ran with which parameters; null where the trace does not say enough for two executions to be called the same. Code that is
 * not known is the same only where it is no user's: in a step of a library whose kind is known.
 */
export function codeIdentity({ executions }: Trace, row: number): string | null {
  const code = executions.code[row] as number;
  const isLibrary = library.has(executions.kind[row] as number) && executions.kindGuessed[row] !== 1;
  return code < 0 && !isLibrary ? null : `${executions.node[row]}/${code}/${executions.parameters[row]}`;
}

/**
 * What an execution did: its code, its parameters and everything that it read, by channel, as a number that is the same for the same
 * work. One that reads nothing of the trace (an ingestion) is known by the content of all that it wrote. Null where the trace does not say.
 */
export function workIdentity(trace: Trace, row: number): number | null {
  const work = workOf(trace, row, 0);
  return work < 0 ? null : work;
}

/** Everything that an execution read, by channel, as a text that is the same for the same inputs; null where it read nothing that the trace knows. */
export const inputIdentity = (trace: Trace, row: number): string | null => inputsOf(trace, row, 0);

function workOf(trace: Trace, row: number, depth: number): number {
  const known = knownOf(trace);
  const before = known.work.get(row);
  if (before !== undefined) return before;
  known.work.set(row, -2);
  const code = codeIdentity(trace, row);
  const inputs = code === null ? null : (inputsOf(trace, row, depth) ?? contentWritten(trace, row));
  const work = inputs === null ? -1 : numberOf(known, `${code}<${inputs}`);
  known.work.set(row, work);
  return work;
}

function inputsOf(trace: Trace, row: number, depth: number): string | null {
  const { offsets, target, key } = trace.reads;
  const inputs = new Set<string>();
  const end = offsets[row + 1] as number;
  for (let edge = offsets[row] as number; edge < end; edge++) {
    inputs.add(`${key[edge]}=${identify(trace, target[edge] as number, depth)}`);
  }
  return inputs.size === 0 ? null : [...inputs].sort().join("|");
}

function contentWritten(trace: Trace, row: number): string | null {
  const contents = [...targetsOf(trace.writes, row)].map((artifact) => intAt(trace.artifacts.content, artifact));
  return contents.length === 0 || contents.some((content) => content < 0) ? null : contents.sort().join("|");
}
