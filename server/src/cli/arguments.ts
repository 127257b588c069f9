import type { OperatorKind } from "../model/kinds.ts";
import { nearest } from "../model/nearest.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { Severity } from "../model/settings.ts";
import { cacheOption } from "./cacheOption.ts";
import { parseCheckOptions } from "./checkOptions.ts";
import { type CommandName, commandNames, commandTraits, isCommand } from "./commands.ts";
import { type FleetOptions, parseFleetOptions } from "./fleetOptions.ts";
import { type GraphOptions, parseGraphOptions } from "./graphOptions.ts";
import { parseKinds } from "./kindOptions.ts";
import { type OptionValues, onlyOptions, parseOptions } from "./options.ts";

/** What the command line asks for. */
export type Invocation =
  | { readonly type: "help"; readonly command: CommandName | null }
  | { readonly type: "version" }
  | {
      readonly type: "command";
      readonly name: FileCommand;
      readonly file: string;
      readonly options: CommandOptions;
    }
  | { readonly type: "predict"; readonly paths: readonly string[]; readonly options: CommandOptions }
  | { readonly type: "check"; readonly paths: readonly string[]; readonly options: CheckOptions }
  | { readonly type: "graph"; readonly file: string; readonly options: GraphOptions }
  | { readonly type: "fleet"; readonly paths: readonly string[]; readonly options: FleetOptions };

/** A command that takes one file. */
export type FileCommand = Exclude<CommandName, "check" | "fleet" | "graph" | "predict">;

export interface CommandOptions {
  readonly format: "json" | "text";
  /** Execution property that replaces the cost; empty: compute time. */
  readonly costProperty: string;
  /** Glob over node or type name → kind; the first that fits wins. */
  readonly operatorKinds: Readonly<Record<string, OperatorKind>>;
  /** Of `explain`: the train execution's id; undefined for the newest. */
  readonly trainer?: string;
  /** Name of the one pipeline that is asked about; undefined for all. */
  readonly pipeline?: string;
  /** Absolute path of the folder in which what was cut is kept; undefined: nowhere. */
  readonly cache?: string;
}

/** Paths are as given; null where an option is not. */
export interface CheckOptions {
  readonly format: "text" | "json" | "sarif";
  /** Least severity that fails; `off`: none does. */
  readonly failOn: Severity;
  /** Largest share of waste, from 0 to 1. */
  readonly maxWaste: number | null;
  readonly baseline: string | null;
  readonly updateBaseline: boolean;
  readonly trace: string | null;
  readonly settings: string | null;
  readonly output: string | null;
  /** Absolute path of the folder in which what was cut is kept; undefined: nowhere. */
  readonly cache?: string;
}

/** Reads the arguments behind the program's name. The error is one sentence that says what to do. */
export function parseInvocation(args: readonly string[]): Result<Invocation, string> {
  const parsed = parseOptions(args);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const [first, ...others] = positionals;
  const [name, rest] = first === "help" ? [others[0], others.slice(1)] : [first, others];
  if (values.help || first === "help")
    return name === undefined || isCommand(name) ? ok({ type: "help", command: name ?? null }) : noCommand(name);
  if (values.version) return ok({ type: "version" });
  if (name === undefined) return err("no command is given. Run graphlet --help for those there are.");
  if (!isCommand(name)) return noCommand(name);
  const fit = onlyOptions(values, commandTraits[name].options, name);
  if (!fit.ok) return fit;
  if (name === "check") return checkInvocation(rest, values);
  if (name === "predict") return predictInvocation(rest, values);
  if (name === "graph") return graphInvocation(rest, values);
  return name === "fleet" ? fleetInvocation(rest, values) : fileInvocation(name, rest, values);
}

function noCommand(name: string): Result<never, string> {
  const meant = nearest(name, commandNames);
  return err(
    `there is no command ${name}. ${meant === null ? "" : `Did you mean ${meant}? `}Run graphlet --help for those there are.`,
  );
}

function checkInvocation(paths: readonly string[], values: OptionValues): Result<Invocation, string> {
  if (paths.length === 0) return err("check needs a file or a folder: graphlet check PATH…");
  const options = parseCheckOptions(values);
  return options.ok ? ok({ type: "check", paths, options: options.value }) : options;
}

function predictInvocation(paths: readonly string[], values: OptionValues): Result<Invocation, string> {
  if (paths.length === 0) return err("predict needs a file: graphlet predict TRACE…");
  const options = commandOptions(values);
  return options.ok ? ok({ type: "predict", paths, options: options.value }) : options;
}

function graphInvocation([file, more]: readonly string[], values: OptionValues): Result<Invocation, string> {
  if (file === undefined) return err("graph needs a file: graphlet graph TRACE|DEFINITION");
  if (more !== undefined) return err(`graph takes one file; ${more} is too many.`);
  const options = parseGraphOptions(values);
  return options.ok ? ok({ type: "graph", file, options: options.value }) : options;
}

function fleetInvocation(paths: readonly string[], values: OptionValues): Result<Invocation, string> {
  if (paths.length === 0) return err("fleet needs a store or a folder: graphlet fleet PATH…");
  const options = parseFleetOptions(values);
  return options.ok ? ok({ type: "fleet", paths, options: options.value }) : options;
}

function fileInvocation(
  name: FileCommand,
  [file, more]: readonly string[],
  values: OptionValues,
): Result<Invocation, string> {
  if (file === undefined) return err(`${name} needs a file: graphlet ${name} ${commandTraits[name].takes}`);
  if (more !== undefined) return err(`${name} takes one file; ${more} is too many.`);
  const options = commandOptions(values);
  return options.ok ? ok({ type: "command", name, file, options: options.value }) : options;
}

function commandOptions(values: OptionValues): Result<CommandOptions, string> {
  const format = values.format ?? "text";
  if (format !== "json" && format !== "text") return err(`--format is json or text, not ${format}.`);
  const kinds = parseKinds(values["operator-kind"] ?? []);
  if (!kinds.ok) return kinds;
  const costProperty = values["cost-property"] ?? "";
  const { trainer, pipeline } = values;
  const optional = { ...(trainer === undefined ? {} : { trainer }), ...(pipeline === undefined ? {} : { pipeline }) };
  return ok({ format, costProperty, operatorKinds: kinds.value, ...optional, ...cacheOption(values) });
}
