import { parseArgs } from "node:util";
import { type OperatorKind, operatorKinds } from "../model/kinds.ts";
import { err, ok, type Result } from "../model/result.ts";

export const commandNames = ["inspect", "graphlets", "definition"] as const;
export type CommandName = (typeof commandNames)[number];

/** What the command line asks for. */
export type Invocation =
  | { readonly type: "help" }
  | { readonly type: "version" }
  | { readonly type: "command"; readonly name: CommandName; readonly file: string; readonly options: CommandOptions };

export interface CommandOptions {
  readonly format: "json" | "text";
  /** Execution property that replaces the cost; empty: compute time. */
  readonly costProperty: string;
  /** Glob over node or type name → kind; the first that fits wins. */
  readonly operatorKinds: Readonly<Record<string, OperatorKind>>;
}

/** Reads the arguments behind the program's name. The error is one sentence that says what to do. */
export function parseInvocation(args: readonly string[]): Result<Invocation, string> {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help) return ok({ type: "help" });
  if (values.version) return ok({ type: "version" });
  const [name, file, more] = positionals;
  if (name === undefined) return err("no command is given. Run graphlet --help for those there are.");
  if (!isCommand(name)) return err(`there is no command ${name}. Run graphlet --help for those there are.`);
  if (file === undefined) return err(`${name} needs a file: graphlet ${name} ${fileWord[name]}`);
  if (more !== undefined) return err(`${name} takes one file; ${more} is too many.`);
  const format = values.format ?? "text";
  if (format !== "json" && format !== "text") return err(`--format is json or text, not ${format}.`);
  const kinds = parseKinds(values["operator-kind"] ?? []);
  if (!kinds.ok) return kinds;
  const costProperty = values["cost-property"] ?? "";
  return ok({ type: "command", name, file, options: { format, costProperty, operatorKinds: kinds.value } });
}

/** What a command's file is called in its usage. */
export const fileWord: Readonly<Record<CommandName, string>> = {
  inspect: "TRACE",
  graphlets: "TRACE",
  definition: "FILE",
};

const isCommand = (name: string): name is CommandName => (commandNames as readonly string[]).includes(name);

function parse(args: readonly string[]) {
  try {
    return ok(
      parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          format: { type: "string" },
          "cost-property": { type: "string" },
          "operator-kind": { type: "string", multiple: true },
          help: { type: "boolean", short: "h" },
          version: { type: "boolean" },
        },
      }),
    );
  } catch (error) {
    return err(`${error instanceof Error ? error.message.split("\n")[0] : error} Run graphlet --help for the options.`);
  }
}

function parseKinds(pairs: readonly string[]): Result<Record<string, OperatorKind>, string> {
  const kinds = new Map<string, OperatorKind>();
  for (const pair of pairs) {
    const split = pair.lastIndexOf("=");
    const glob = pair.slice(0, split);
    const kind = operatorKinds.find((word) => word === pair.slice(split + 1));
    if (split <= 0 || kind === undefined) {
      return err(`--operator-kind is GLOB=KIND, not ${pair}. Kinds are ${operatorKinds.join(", ")}.`);
    }
    if (!kinds.has(glob)) kinds.set(glob, kind);
  }
  return ok(Object.fromEntries(kinds));
}
