import type { PipelineFigures } from "../../fleet/figures.ts";
import { forecastPoints, keptShares } from "../../model/forecast.ts";
import { abstentionWords } from "../../model/forecastWords.ts";
import { graphletStatuses } from "../../model/graphlet.ts";
import { err, ok, type Result } from "../../model/result.ts";
import type { Shard } from "../../model/shard.ts";

/** The first line of a file of rows. */
interface Head {
  readonly graphletFleet: typeof version;
  readonly shard: Shard;
  /** Pipelines in this file. */
  readonly rows: number;
  readonly problems: readonly string[];
}

/** What a file of rows holds. */
export interface Rows {
  readonly shard: Shard;
  readonly rows: readonly PipelineFigures[];
  readonly problems: readonly string[];
}

const version = 1;

/** The text of rows: a line that says which they are, then one a pipeline. */
export function* rowsText({ shard, rows, problems }: Rows): Generator<string> {
  const head: Head = { graphletFleet: version, shard, rows: rows.length, problems };
  yield `${JSON.stringify(head)}\n`;
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
}

/** Reads what {@link rowsText} wrote. The error is one sentence. */
export function parseRows(text: string): Result<Rows, string> {
  const [first = "", ...lines] = text.split("\n").filter((line) => line !== "");
  const head = parsed(first);
  if (!isHead(head)) return err("is no file of rows. Make it with graphlet fleet --format rows.");
  if (head.graphletFleet !== version)
    return err(`was written by another version of Graphlet (rows ${head.graphletFleet}). Make it again with this one.`);
  if (lines.length !== head.rows)
    return err(`has ${lines.length} of its ${head.rows} rows: it was cut off. Make it again.`);
  const rows = lines.map(parsed);
  const odd = rows.findIndex((row) => !isRow(row));
  return odd < 0
    ? ok({ shard: head.shard, rows: rows.filter(isRow), problems: head.problems })
    : err(`has a row in line ${odd + 2} that cannot be read. Make it again.`);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value) && value >= 0;
const isTime = (value: unknown): boolean => value === null || (typeof value === "number" && Number.isFinite(value));
const areCounts = (value: unknown, keys: readonly string[]): boolean =>
  isObject(value) && keys.every((key) => isCount(value[key]));
const holdsCounts = (value: unknown): boolean => isObject(value) && Object.values(value).every(isCount);

function isHead(value: unknown): value is Head {
  return (
    isObject(value) &&
    isCount(value["graphletFleet"]) &&
    isCount(value["rows"]) &&
    areCounts(value["shard"], ["index", "count"]) &&
    Array.isArray(value["problems"]) &&
    value["problems"].every((problem) => typeof problem === "string")
  );
}

const operatorKeys = ["executions", "failed", "cached", "seconds", "wastedSeconds"];
const similarityKeys = ["pairs", "jaccard", "sameCode", "otherCode", "sameParameters", "otherParameters", "redundant"];

function isRow(value: unknown): value is PipelineFigures {
  if (!isObject(value)) return false;
  const { store, pipeline, kind, operators, similarity } = value;
  return (
    typeof store === "string" &&
    (pipeline === null || typeof pipeline === "string") &&
    typeof kind === "string" &&
    isTime(value["firstStartedAt"]) &&
    isTime(value["lastStartedAt"]) &&
    areCounts(value, ["executions", "runs", "unknownCosts"]) &&
    areCounts(value["models"], graphletStatuses) &&
    areCounts(value["seconds"], ["useful", "pending", "wasted", "unattributed"]) &&
    isObject(operators) &&
    Object.values(operators).every((one) => areCounts(one, operatorKeys)) &&
    holdsCounts(value["whyNotPushed"]) &&
    isObject(similarity) &&
    areCounts(similarity, similarityKeys) &&
    Array.isArray(similarity["histogram"]) &&
    similarity["histogram"].every(isCount) &&
    (value["pruning"] === null || (Array.isArray(value["pruning"]) && value["pruning"].every(isNodePruning)))
  );
}

const isSaved = (value: unknown): boolean => areCounts(value, ["kept", "avoidedSeconds"]);
const isPointPruning = (value: unknown): boolean =>
  isObject(value) &&
  forecastPoints.some((point) => point === value["point"]) &&
  areCounts(value, ["judged", "deployments", "wastedSeconds"]) &&
  Array.isArray(value["hindsight"]) &&
  value["hindsight"].length === keptShares.length &&
  value["hindsight"].every(isSaved) &&
  isSaved(value["followed"]);
const isNodePruning = (value: unknown): boolean =>
  isObject(value) &&
  typeof value["node"] === "string" &&
  (value["abstains"] === null ||
    (typeof value["abstains"] === "string" && Object.hasOwn(abstentionWords, value["abstains"]))) &&
  areCounts(value, ["models", "deployed"]) &&
  Array.isArray(value["points"]) &&
  value["points"].every(isPointPruning);
