import { type OperatorKind, operatorCode } from "../model/kinds.ts";
import { targetsOf } from "../model/rows.ts";
import type { Trace } from "../model/trace.ts";

/** Kinds whose code comes with their library where the trace names none: their parameters say all. */
const libraryKinds: readonly OperatorKind[] = ["ingest", "analyze", "evaluate", "validate", "infer"];
const library: ReadonlySet<number> = new Set(libraryKinds.map((kind) => operatorCode[kind]));

/**
 * What an artifact is: its content where the trace tells it, with what it was made by, since a fingerprint of input files does not
 * tell how they were split; else itself.
 */
export function artifactIdentity(trace: Trace, artifact: number): string {
  const content = trace.artifacts.content[artifact] as number;
  if (content < 0) return `#${artifact}`;
  const maker = targetsOf(trace.writers, artifact)[0];
  if (maker === undefined) return `${content}`;
  return `${content}/${trace.executions.code[maker]}/${trace.executions.parameters[maker]}`;
}

/**
 * What code ran with which parameters; null where the trace does not say enough for two executions to be called the same. Code that is
 * not known is the same only where it is no user's: in a step of a library whose kind is known and whose parameters are.
 */
export function codeIdentity({ executions }: Trace, row: number): string | null {
  const code = executions.code[row] as number;
  const parameters = executions.parameters[row] as number;
  const isLibrary = library.has(executions.kind[row] as number) && executions.kindGuessed[row] !== 1;
  if (code < 0 && !(isLibrary && parameters >= 0)) return null;
  return `${executions.node[row]}/${code}/${parameters}`;
}

/** Everything that an execution read, by channel; null where it read nothing that the trace knows. */
export function inputIdentity(trace: Trace, row: number): string | null {
  const { offsets, target, key } = trace.reads;
  const inputs = new Set<string>();
  const end = offsets[row + 1] as number;
  for (let edge = offsets[row] as number; edge < end; edge++) {
    inputs.add(`${key[edge]}=${artifactIdentity(trace, target[edge] as number)}`);
  }
  return inputs.size === 0 ? null : [...inputs].sort().join("|");
}

/**
 * What an execution did: its inputs, code and parameters. One that reads nothing of the trace (an ingestion) is known by the content
 * of all that it wrote. Null where the trace does not say.
 */
export function workIdentity(trace: Trace, row: number): string | null {
  const code = codeIdentity(trace, row);
  if (code === null) return null;
  const inputs = inputIdentity(trace, row) ?? contentWritten(trace, row);
  return inputs === null ? null : `${code}<${inputs}`;
}

function contentWritten(trace: Trace, row: number): string | null {
  const contents = [...targetsOf(trace.writes, row)].map((artifact) => trace.artifacts.content[artifact] as number);
  return contents.length === 0 || contents.some((content) => content < 0) ? null : contents.sort().join("|");
}
