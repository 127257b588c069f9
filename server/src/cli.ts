import { version } from "../../package.json";
import { type CommandName, type CommandOptions, parseInvocation } from "./cli/arguments.ts";
import { definition } from "./cli/definition.ts";
import { graphlets } from "./cli/graphlets.ts";
import { helpText } from "./cli/help.ts";
import { inspect } from "./cli/inspect.ts";
import { writeAll } from "./cli/output.ts";
import { printable } from "./cli/table.ts";
import { err, ok, type Result } from "./model/result.ts";

type Command = (file: string, options: CommandOptions) => Promise<Result<Iterable<string>, string>>;

const commands: Readonly<Record<CommandName, Command>> = { inspect, graphlets, definition };

async function run(args: readonly string[]): Promise<Result<Iterable<string>, string>> {
  const parsed = parseInvocation(args);
  if (!parsed.ok) return err(`graphlet: ${parsed.error}`);
  const invocation = parsed.value;
  if (invocation.type === "help") return ok([helpText]);
  if (invocation.type === "version") return ok([`${version}\n`]);
  try {
    const done = await commands[invocation.name](invocation.file, invocation.options);
    // Everything is worked out before the first character is written: a failure leaves standard output empty.
    return done.ok ? ok([...done.value]) : done;
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return err(`${invocation.file}: ${cause}. This is a mistake in Graphlet; please report it with the file's kind.`);
  }
}

async function main(): Promise<void> {
  let done = await run(process.argv.slice(2));
  if (done.ok) {
    const error = await writeAll(process.stdout, done.value);
    if (error) done = err(`graphlet: standard output could not be written (${error.message}). Check where it goes.`);
  }
  if (done.ok) return;
  await writeAll(process.stderr, [`${printable(done.error)}\n`]);
  process.exitCode = 2;
}

void main();
