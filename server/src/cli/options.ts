import { parseArgs } from "node:util";
import { nearest } from "../model/nearest.ts";
import { err, ok, type Result } from "../model/result.ts";

/** Every option of the command line; which command takes which is said in `commands.ts`. */
const known = {
  format: { type: "string" },
  "cost-property": { type: "string" },
  "operator-kind": { type: "string", multiple: true },
  trainer: { type: "string" },
  pipeline: { type: "string" },
  cache: { type: "string" },
  "fail-on": { type: "string" },
  "max-waste": { type: "string" },
  baseline: { type: "string" },
  "update-baseline": { type: "boolean" },
  trace: { type: "string" },
  settings: { type: "string" },
  output: { type: "string" },
  graphlet: { type: "string" },
  select: { type: "string" },
  direction: { type: "string" },
  shard: { type: "string" },
  threads: { type: "string" },
  merge: { type: "boolean" },
  predict: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

/** An option that only some commands take. */
export type OptionName = Exclude<keyof typeof known, "help" | "version">;

/** Splits arguments into options and the rest. The error is one sentence that says what to do. */
export function parseOptions(args: readonly string[]) {
  try {
    return ok(parseArgs({ args: [...args], allowPositionals: true, options: known }));
  } catch (error) {
    return err(`${whyNot(error)} Run graphlet --help for the options.`);
  }
}

/** What was given, by option. */
export type OptionValues = (ReturnType<typeof parseOptions> & { readonly ok: true })["value"]["values"];

/** An error where an option is given that a command does not take. */
export function onlyOptions(values: OptionValues, taken: readonly OptionName[], command: string): Result<null, string> {
  const odd = Object.keys(values).find(
    (name) => name !== "help" && name !== "version" && !taken.some((option) => option === name),
  );
  return odd === undefined
    ? ok(null)
    : err(`${command} has no option --${odd}. Run graphlet ${command} --help for those it has.`);
}

function whyNot(error: unknown): string {
  const message = (error instanceof Error ? error.message.split("\n")[0] : undefined) ?? String(error);
  const [, name = ""] = /^Unknown option '--([^']*)'/.exec(message) ?? [];
  const meant = nearest(name, Object.keys(known));
  return meant === null ? message : `Unknown option '--${name}'. Did you mean --${meant}?`;
}
