/** Everything that opens traces: reading in this thread or in a worker, single rows' properties, and a cheap look. */
export { looksLikeTrace } from "../traces/formats.ts";
export { readProperties, readTrace } from "./traceInThread.ts";
export {
  type CutTrace,
  type FollowedTrace,
  followInWorker,
  readAndCutInWorker,
  readEarlyInWorker,
  readTraceInWorker,
} from "./traceInWorker.ts";
