/** Does score jobs in a thread of its own: what `prune.ts` starts. */
import { parentPort } from "node:worker_threads";
import { neverCancelled } from "../server/src/model/cancel.ts";
import { doScoreJob, type ScoreJob } from "../server/src/waste/prediction/heldOut.ts";

parentPort?.on("message", (job: ScoreJob) => parentPort?.postMessage(doScoreJob(job, neverCancelled)));
