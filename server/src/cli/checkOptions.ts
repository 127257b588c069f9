import { err, ok, type Result } from "../model/result.ts";
import { severities } from "../model/settings.ts";
import type { CheckOptions } from "./arguments.ts";
import { cacheOption } from "./cacheOption.ts";
import { defaultBaseline } from "./check/baseline.ts";
import type { OptionValues } from "./options.ts";

const formats = ["text", "json", "sarif"] as const;

/** The options of `check`. The error is one sentence. */
export function parseCheckOptions(values: OptionValues): Result<CheckOptions, string> {
  const format = formats.find((one) => one === (values.format ?? "text"));
  if (format === undefined) return err(`--format is text, json or sarif, not ${values.format}.`);
  const failOn = severities.find((one) => one === (values["fail-on"] ?? "warning"));
  if (failOn === undefined) return err(`--fail-on is ${severities.join(", ")}; not ${values["fail-on"]}.`);
  const percent = values["max-waste"];
  // `Number("")` would be 0, and would fail every pipeline.
  const limit = percent === undefined ? null : /^\d+(?:\.\d+)?%?$/.test(percent) ? Number.parseFloat(percent) : -1;
  if (limit !== null && (limit < 0 || limit > 100))
    return err(`--max-waste is a percentage from 0 to 100, not ${percent}.`);
  const updateBaseline = values["update-baseline"] ?? false;
  return ok({
    format,
    failOn,
    maxWaste: limit === null ? null : limit / 100,
    baseline: values.baseline ?? (updateBaseline ? defaultBaseline : null),
    updateBaseline,
    trace: values.trace ?? null,
    settings: values.settings ?? null,
    output: values.output ?? null,
    ...cacheOption(values),
  });
}
