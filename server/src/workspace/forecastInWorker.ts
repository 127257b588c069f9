import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Forecast } from "../model/forecast.ts";
import type { Trace } from "../model/trace.ts";
import type { ForecastOptions } from "../waste/prediction/forecast.ts";

/** What the worker is started with. */
export interface ForecastWorkerData {
  /** The newest part of the trace. */
  readonly part: Trace;
  readonly pipeline: number;
  readonly options: ForecastOptions;
}

/** Forecasts of one pipeline's train nodes, worked out in a thread of its own, which is ended when the signal is given. */
export function forecastInWorker(data: ForecastWorkerData, signal: AbortSignal): Promise<readonly Forecast[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile(), { workerData: data, name: "graphlet-forecast" });
    const stop = (): void => void worker.terminate();
    signal.addEventListener("abort", stop, { once: true });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => {
      signal.removeEventListener("abort", stop);
      reject(new Error("the forecast was stopped"));
    });
  });
}

/** Beside the bundle; when run from source, the source. */
function workerFile(): string {
  const bundled = join(import.meta.dirname, "forecastWorker.js");
  return existsSync(bundled) ? bundled : join(import.meta.dirname, "forecastWorker.ts");
}
