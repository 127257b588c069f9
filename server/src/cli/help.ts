import { type CommandName, commandNames, commandTraits } from "./commands.ts";
import type { OptionName } from "./options.ts";

const words: Readonly<Record<"TRACE" | "TRACE…" | "FILE" | "PATH…" | "STORE…" | "TRACE|DEFINITION", string>> = {
  TRACE: "TRACE is an ML Metadata store (SQLite) or another trace that Graphlet reads. It is opened read-only.",
  "TRACE…":
    "TRACE is an ML Metadata store (SQLite) or another trace that Graphlet reads; several may be named. It is opened read-only.",
  FILE: "FILE defines a pipeline: Python source, a notebook, or another format that Graphlet reads. It is read, never run.",
  "PATH…": `PATH is a file that defines a pipeline, or a folder that is searched for such files. Traces and settings are found as
  in the editor: in the nearest folder, from PATH upwards, with .vscode/settings.json or a Git repository in it.`,
  "TRACE|DEFINITION":
    "TRACE and DEFINITION are files as above. Of a definition, --trace names the history that is painted on.",
  "STORE…": "STORE is a trace, or a folder that is searched for traces.",
};

const optionLines: Readonly<Record<Exclude<OptionName, "format">, string>> = {
  trainer:
    "--trainer ID                the train execution of the model, as graphlet graphlets lists it; else the newest",
  pipeline: "--pipeline NAME             only this pipeline; of databases and large stores nothing else is read",
  cache: `--cache DIR                 keeps in DIR what was made of files over 8 MB, as the editor does: the next time takes a fraction of the
                              first; what is old or damaged is made anew`,
  "cost-property": "--cost-property NAME        execution property that holds the cost, in place of compute time",
  "operator-kind":
    "--operator-kind GLOB=KIND   kind of the nodes or types that the glob fits, such as 'Fit*=train'; may be repeated",
  "fail-on":
    "--fail-on SEVERITY          least severity that fails: hint, information, warning (default), error, or off",
  "max-waste": "--max-waste PERCENT         fails where a pipeline wastes more than this share of its cost",
  baseline: "--baseline FILE             findings that FILE accepts do not fail; it is made by --update-baseline",
  "update-baseline":
    "--update-baseline           accepts today's findings: writes them to the baseline (graphlet-baseline.json)",
  trace: "--trace FILE                the trace that definitions are held against",
  settings:
    "--settings FILE             takes the settings graphlet.* from this file, in place of .vscode/settings.json",
  output: "--output FILE               writes the report to FILE in place of standard output",
  graphlet:
    "--graphlet ID               the model of this train execution, as graphlet graphlets lists it; else the pipeline",
  select:
    "--select SELECTION          draws only these nodes, such as 'kind:train', '+Pusher', 'share>5% and not status:wasted'",
  direction: "--direction down|right      which way edges run",
  shard:
    "--shard I/N                 only part I (from 0) of N: of several stores some, of one store some of its pipelines",
  threads: "--threads N                 stores that are read at once; as many as there are processors, 8 at most",
  predict:
    "--predict                   also what stopping models early would have saved: about half a second for 150 models",
  merge: "--merge                     each STORE is a file of rows that another run wrote with --format rows",
};

const formatLines: Readonly<Record<CommandName, string>> = {
  inspect: "--format json|text          json: stable, for programs; text: tables, for people (default)",
  graphlets: "--format json|text          json: stable, for programs; text: tables, for people (default)",
  explain: "--format json|text          json: stable, for programs; text: to read (default)",
  predict: "--format json|text          json: stable, for programs; text: to read (default)",
  definition: "--format json|text          json: stable, for programs; text: tables, for people (default)",
  graph: `--format FORMAT             svg: a picture (default); json: nodes, edges and their places; dot: for Graphviz;
                              mermaid: for Mermaid`,
  fleet: `--format FORMAT             text: tables, for people (default); json: stable, for programs; html: a report with charts;
                              rows: for --merge`,
  check: "--format text|json|sarif    json: stable, for programs; sarif: for code scanning; text: for people (default)",
};

const usual = `Exit status
  0  done
  2  could not run: one line on standard error says why
`;

const ofCheck = `Exit status
  0  clean
  1  found: a finding of the severity of --fail-on or above, or more waste than --max-waste
  2  could not run, or not everything could be checked: standard error says why
`;

/** What `graphlet --help` prints. */
export const helpText = `Graphlet: run history, waste and provenance of machine learning pipelines

Usage
${commandNames.map((name) => `  ${usage(name).padEnd(27)} ${commandTraits[name].about}`).join("\n")}

  ${words.TRACE}
  ${words.FILE}

Run graphlet COMMAND --help for a command's options.

  --help, -h                  this text
  --version                   the version

${usual}`;

/** What `graphlet COMMAND --help` prints. */
export function commandHelp(name: CommandName): string {
  const { takes, about, options } = commandTraits[name];
  const lines = options.map((option) => (option === "format" ? formatLines[name] : optionLines[option]));
  return `Usage
  ${usage(name)} [options]    ${about}

  ${words[takes]}

Options
${[...lines, "--help, -h                  this text"].map((line) => `  ${line}`).join("\n")}

${name === "check" ? ofCheck : usual}`;
}

function usage(name: CommandName): string {
  return `graphlet ${name} ${commandTraits[name].takes}`;
}
