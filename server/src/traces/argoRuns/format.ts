import { stampOf } from "../fileStamp.ts";
import type { TraceFormat } from "../format.ts";
import { NotAStoreError } from "../notAStore.ts";
import { cutOff, readDocuments } from "../readDocument.ts";
import type { TraceProperty } from "../reader.ts";
import { traceOf } from "./trace.ts";
import { type WorkflowRun, workflowRuns } from "./workflow.ts";

/** Files of Argo workflows that ran (Kubeflow Pipelines 1 among them): JSON or YAML, one or a list. */
export const argoRuns: TraceFormat = {
  kind: "argo",
  looksLike: async (_, { isFolder, start, size }) => !isFolder && isRun(start, size),
  async read(path, options, control) {
    const runs = await runsIn(path);
    if (runs.length === 0) {
      throw new NotAStoreError("not-a-trace", "no workflow that ran (it has no status)", "Choose another trace.");
    }
    const lost = runs.every(({ nodes }) => nodes.size === 0) && runs.find((run) => run.lost !== "")?.lost;
    if (lost) throw lostNodes(lost);
    const trace = traceOf(runs, options, control.token);
    control.onProgress(1);
    return trace;
  },
  async properties(path, of, id) {
    if (of !== "execution") return [];
    for (const { nodes } of await runsIn(path)) {
      const node = nodes.get(String(id));
      if (!node) continue;
      const lines: (readonly [string, string])[] = [
        ["phase", node.phase],
        ["message", node.message],
        ["template", node.template],
        ...node.parameters,
      ];
      return lines.flatMap(([name, value]): TraceProperty[] => (value === "" ? [] : [{ name, value, custom: false }]));
    }
    return [];
  },
  stamp: stampOf,
};

/** The runs of a file: YAML may hold one workflow after the other. */
async function runsIn(path: string): Promise<readonly WorkflowRun[]> {
  const { documents, isOpen } = await readDocuments(path);
  const runs = documents.flatMap((document) => workflowRuns(document));
  if (isOpen && runs.at(-1)?.isEnded === false) throw cutOff("a workflow");
  return runs;
}

const lostNodes = (lost: "packed" | "elsewhere"): NotAStoreError =>
  lost === "packed"
    ? new NotAStoreError("damaged", "its packed nodes (compressedNodes) cannot be unpacked", "Export it anew.")
    : new NotAStoreError(
        "not-a-trace",
        "its nodes are kept in Argo's own database (offloadNodeStatusVersion)",
        "Export it with `argo get NAME -o json`.",
      );

/** The words of a workflow's status; in a long file they stand beyond the first look, so the kind alone must do. */
function isRun(start: Uint8Array, size: number): boolean {
  const text = Buffer.from(start.buffer, start.byteOffset, start.byteLength).toString("latin1");
  if (/"(?:workflow_manifest)"\s*:/.test(text)) return true;
  const isNamed = /"?kind"?\s*:\s*"?Workflow"?\s*[,\n\r}]/.test(text);
  const isWorkflow = isNamed || /"?creationTimestamp"?\s*:/.test(text);
  const hasStatus = /"?phase"?\s*:/.test(text) && /"?startedAt"?\s*:/.test(text);
  const isCut =
    size > start.length && /"?uid"?\s*:/.test(text) && (isNamed || /"?argoproj\.io\/|"?entrypoint"?\s*:/.test(text));
  return (isWorkflow && hasStatus) || isCut;
}
