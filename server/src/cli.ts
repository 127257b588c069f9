import { isMainThread } from "node:worker_threads";
import { version } from "../../package.json";
import { type CommandOptions, type FileCommand, type Invocation, parseInvocation } from "./cli/arguments.ts";
import { rulePages } from "./cli/check/rulePages.ts";
import { check } from "./cli/check.ts";
import { definition } from "./cli/definition.ts";
import { explainModel } from "./cli/explain.ts";
import { serveFleetTasks } from "./cli/fleet/threads.ts";
import { fleet } from "./cli/fleet.ts";
import { graph } from "./cli/graph.ts";
import { graphlets } from "./cli/graphlets.ts";
import { commandHelp, helpText } from "./cli/help.ts";
import { inspect } from "./cli/inspect.ts";
import { writeAll } from "./cli/output.ts";
import { predict } from "./cli/predict.ts";
import { printable } from "./cli/table.ts";
import { err, ok, type Result } from "./model/result.ts";

type Command = (file: string, options: CommandOptions) => Promise<Result<Iterable<string>, string>>;

const commands: Readonly<Record<FileCommand, Command>> = {
  inspect,
  graphlets,
  explain: explainModel,
  definition,
};

/** What goes to standard output and standard error, and how the program ends. */
interface Done {
  readonly output: readonly string[];
  readonly notes: readonly string[];
  readonly exitCode: number;
}

const printed = (output: Iterable<string>): Result<Done, string> => ok({ output: [...output], notes: [], exitCode: 0 });

async function run(args: readonly string[]): Promise<Result<Done, string>> {
  const parsed = parseInvocation(args);
  if (!parsed.ok) return err(`graphlet: ${parsed.error}`);
  const invocation = parsed.value;
  if (invocation.type === "help")
    return printed([invocation.command === null ? helpText : commandHelp(invocation.command)]);
  if (invocation.type === "version") return printed([`${version}\n`]);
  try {
    return await runCommand(invocation);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const what = "paths" in invocation ? invocation.paths.join(", ") : invocation.file;
    return err(`${what}: ${cause}. This is a mistake in Graphlet; please report it with the file's kind.`);
  }
}

/** Everything is worked out before the first character is written: a failure leaves standard output empty. */
async function runCommand(
  invocation: Exclude<Invocation, { type: "help" | "version" }>,
): Promise<Result<Done, string>> {
  if (invocation.type === "command") {
    const done = await commands[invocation.name](invocation.file, invocation.options);
    return done.ok ? printed(done.value) : done;
  }
  if (invocation.type === "predict") {
    const done = await predict(invocation.paths, invocation.options);
    return done.ok ? printed(done.value) : done;
  }
  if (invocation.type === "graph") {
    const done = await graph(invocation.file, invocation.options, Date.now());
    return done.ok ? printed(done.value) : done;
  }
  if (invocation.type === "fleet") {
    const done = await fleet(invocation.paths, invocation.options);
    return done.ok ? ok({ ...done.value, output: [...done.value.output] }) : done;
  }
  const done = await check(invocation.paths, invocation.options, {
    cwd: process.cwd(),
    isTerminal: process.stdout.isTTY === true,
    environment: process.env,
    now: Date.now(),
    version,
    pages: await rulePages(),
  });
  return done.ok ? ok({ ...done.value, output: [...done.value.output] }) : done;
}

async function main(): Promise<void> {
  let done = await run(process.argv.slice(2));
  if (done.ok) {
    const { output, notes, exitCode } = done.value;
    process.exitCode = exitCode;
    await writeAll(
      process.stderr,
      notes.map((note) => `${printable(note)}\n`),
    );
    const error = await writeAll(process.stdout, output);
    if (error) done = err(`graphlet: standard output could not be written (${error.message}). Check where it goes.`);
  }
  if (done.ok) return;
  await writeAll(process.stderr, [`${printable(done.error)}\n`]);
  process.exitCode = 2;
}

// Threads that read the stores of a fleet run this same file.
if (isMainThread) void main();
else serveFleetTasks();
