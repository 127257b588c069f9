import type { Graphlet } from "../model/graphlet.ts";
import { operatorCode, stateCode } from "../model/kinds.ts";
import type { Trace } from "../model/trace.ts";

/**
 * Rows of the deploy executions behind a model that ended well and wrote nothing: whether they deployed it, the trace does not tell. Steps of DVC, Argo
 * and Kubeflow that hand a model to a registry or a server are such; TFX's Pusher always writes what it did. None for a model that counts as deployed, or
 * of which the trace says why it was not. Linear in the members of the others.
 */
export function untoldDeploys({ executions, writes }: Trace, { pushed, whyNotPushed, down }: Graphlet): Int32Array {
  if (pushed || whyNotPushed !== null) return new Int32Array(0);
  const { kind, state } = executions;
  return down.filter(
    (row) =>
      kind[row] === operatorCode.deploy &&
      state[row] === stateCode.complete &&
      writes.offsets[row] === writes.offsets[row + 1],
  );
}
