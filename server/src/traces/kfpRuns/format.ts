import { stampOf } from "../fileStamp.ts";
import type { TraceFormat } from "../format.ts";
import { NotAStoreError } from "../notAStore.ts";
import { readDocuments } from "../readDocument.ts";
import type { TraceProperty } from "../reader.ts";
import { type KubeflowRun, kubeflowRuns } from "./run.ts";
import { traceOf } from "./trace.ts";

/** Runs as the API of Kubeflow Pipelines 2 (`kfp run get -o json`) or of Vertex AI tells them. */
export const kfpRuns: TraceFormat = {
  kind: "kfp",
  looksLike: async (_, { isFolder, start, size }) => !isFolder && isRun(start, size),
  async read(path, options, control) {
    const runs = await runsIn(path);
    if (runs.every(({ tasks }) => tasks.length === 0)) {
      throw new NotAStoreError(
        "not-a-trace",
        "a run without its tasks (no task_details)",
        "Export the run by itself: lists leave its tasks out.",
      );
    }
    const trace = traceOf(runs, options, control.token);
    control.onProgress(1);
    return trace;
  },
  async properties(path, of, id) {
    if (of !== "execution") return [];
    const task = (await runsIn(path)).flatMap(({ tasks }) => tasks).find((one) => one.id === String(id));
    const lines: (readonly [string, string])[] = [
      ["state", task?.state ?? ""],
      ["error", task?.message ?? ""],
      ["pod", task?.pod ?? ""],
    ];
    return lines.flatMap(([name, value]): TraceProperty[] => (value === "" ? [] : [{ name, value, custom: false }]));
  },
  stamp: stampOf,
};

const runsIn = async (path: string): Promise<readonly KubeflowRun[]> =>
  (await readDocuments(path)).documents.flatMap(kubeflowRuns);

/** Tasks as the API tells them; in a long file they stand beyond the first look, after the pipeline that was run. */
function isRun(start: Uint8Array, size: number): boolean {
  const text = Buffer.from(start.buffer, start.byteOffset, start.byteLength).toString("latin1");
  if (/"\$schema"|"swagger"\s*:|"openapi"\s*:/.test(text.slice(0, 2_000))) return false;
  if (/"?(?:task_details|taskDetails)"?\s*:/.test(text)) return /"?(?:task_?id|run_?id)"?\s*:/i.test(text);
  const isCut = size > start.length;
  return isCut && /"?(?:run_id|runId)"?\s*:/.test(text) && /"?(?:pipeline_spec|pipelineSpec)"?\s*:/.test(text);
}
