/** Entry of the worker thread that works out the forecasts of one pipeline and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { neverCancelled } from "../model/cancel.ts";
import { forecastPipeline } from "../waste/prediction/forecast.ts";
import { workInBackground } from "./background.ts";
import type { ForecastWorkerData } from "./forecastInWorker.ts";

workInBackground();
const { part, pipeline, options } = workerData as ForecastWorkerData;
parentPort?.postMessage(forecastPipeline(part, pipeline, options, neverCancelled));
