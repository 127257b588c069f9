import { availableParallelism } from "node:os";
import type { OperatorKind } from "../model/kinds.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { Shard } from "../model/shard.ts";
import { cacheOption } from "./cacheOption.ts";
import { parseKinds } from "./kindOptions.ts";
import type { OptionValues } from "./options.ts";

/** What `graphlet fleet` is to do. Paths are as given. */
export interface FleetOptions {
  /** `rows`: a row a pipeline, for `--merge`. */
  readonly format: "text" | "json" | "html" | "rows";
  readonly output: string | null;
  /** The paths hold rows of earlier runs. */
  readonly merge: boolean;
  /** The part of the pipelines that is looked at: number `index` (from 0) of `count`. */
  readonly shard: Shard;
  readonly threads: number;
  /** Whether it is worked out what stopping models early would have saved. */
  readonly predicts: boolean;
  readonly costProperty: string;
  readonly operatorKinds: Readonly<Record<string, OperatorKind>>;
  /** Absolute path of the folder in which what was cut is kept; undefined: nowhere. */
  readonly cache?: string;
}

const formats = ["text", "json", "html", "rows"] as const;
const mostThreads = 64;
const mostShards = 100_000;

/** The options of `fleet`. The error is one sentence. */
export function parseFleetOptions(values: OptionValues): Result<FleetOptions, string> {
  const format = formats.find((one) => one === (values.format ?? "text"));
  if (format === undefined) return err(`--format is ${formats.join(", ")}; not ${values.format}.`);
  const shard = parseShard(values.shard);
  if (!shard.ok) return shard;
  const threads = values.threads ?? String(Math.min(8, availableParallelism()));
  if (!/^\d{1,3}$/.test(threads) || Number(threads) < 1 || Number(threads) > mostThreads)
    return err(`--threads is a number from 1 to ${mostThreads}, not ${threads}.`);
  const kinds = parseKinds(values["operator-kind"] ?? []);
  if (!kinds.ok) return kinds;
  const merge = values.merge ?? false;
  if (merge && values.shard !== undefined) return err("--merge takes all rows that it is given. Leave --shard out.");
  if (merge && values.predict) return err("--merge shows the forecasts that the rows hold. Leave --predict out.");
  return ok({
    format,
    output: values.output ?? null,
    merge,
    shard: shard.value,
    threads: Number(threads),
    predicts: values.predict ?? false,
    costProperty: values["cost-property"] ?? "",
    operatorKinds: kinds.value,
    ...cacheOption(values),
  });
}

function parseShard(text: string | undefined): Result<Shard, string> {
  if (text === undefined) return ok({ index: 0, count: 1 });
  const [, index = "", count = ""] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  const isPart = count !== "" && shard.count >= 1 && shard.count <= mostShards && shard.index < shard.count;
  return isPart ? ok(shard) : err(`--shard is I/N with I from 0 to N - 1, such as 0/4; not ${text}.`);
}
