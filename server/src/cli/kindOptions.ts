import { type OperatorKind, operatorKinds } from "../model/kinds.ts";
import { err, ok, type Result } from "../model/result.ts";

/** Kinds by glob, from the values of `--operator-kind GLOB=KIND`; of one glob the first counts. */
export function parseKinds(pairs: readonly string[]): Result<Record<string, OperatorKind>, string> {
  const kinds = new Map<string, OperatorKind>();
  for (const pair of pairs) {
    const split = pair.lastIndexOf("=");
    const glob = pair.slice(0, split);
    const kind = operatorKinds.find((word) => word === pair.slice(split + 1));
    if (split <= 0 || kind === undefined) {
      return err(`--operator-kind is GLOB=KIND, not ${pair}. Kinds are ${operatorKinds.join(", ")}.`);
    }
    if (!kinds.has(glob)) kinds.set(glob, kind);
  }
  return ok(Object.fromEntries(kinds));
}
