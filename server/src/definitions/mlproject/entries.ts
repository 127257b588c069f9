import type { DefinitionNode, NodeArgument, NodeInput } from "../../model/definition.ts";
import type { Location } from "../../model/text.ts";
import type { Span } from "../python/ast.ts";
import { childOf, entriesOf, entryOf, innerSpan, textOf, type YamlEntry } from "../yaml/tree.ts";
import { firstGuess, scriptsOf } from "./commands.ts";

/** What an entry point called `main` may be known by: the project's folder, then its name. None where it only runs other steps. */
type ProjectNames = readonly string[];

/** An entry point as a node. Its parameters come from outside: from the command line, or from the script that runs it. */
export function entryNode(entry: YamlEntry, project: ProjectNames, locate: (span: Span) => Location): DefinitionNode {
  const { key, value } = entry;
  const command = textOf(childOf(value, "command")) ?? "";
  const guess = firstGuess([key.text, ...scriptsOf(command), ...(key.text === "main" ? project : [])]);
  const inner = innerSpan(key);
  return {
    id: key.text,
    type: key.text,
    kind: guess ?? "other",
    kindGuessed: guess !== null,
    location: locate(entry),
    nameRange: locate(inner).range,
    variable: null,
    inputs: inputsOf(entry, locate),
    after: [],
    outputs: [],
    caching: null,
    idLocations: inner.to - inner.from === key.text.length ? [locate(inner)] : [],
    arguments: argumentsOf(entry, command, locate),
    references: [],
    condition: null,
  };
}

const inputsOf = (entry: YamlEntry, locate: (span: Span) => Location): NodeInput[] =>
  [...entriesOf(childOf(entry.value, "parameters"))].map(({ key, value, from, to }) => {
    const type = textOf(value) ?? textOf(childOf(value, "type"));
    const carries = type === "path" || type === "uri" ? "artifact" : "parameter";
    return { key: key.text, carries, type: null, from: null, location: locate({ from, to }) };
  });

const maxArgument = 2000;

function argumentsOf(entry: YamlEntry, command: string, locate: (span: Span) => Location): NodeArgument[] {
  const written = entryOf(entry.value, "command");
  const defaults = [...entriesOf(childOf(entry.value, "parameters"))].flatMap((parameter) => {
    const text = textOf(childOf(parameter.value, "default"));
    return text === null
      ? []
      : [{ name: parameter.key.text, text: text.slice(0, maxArgument), location: locate(parameter) }];
  });
  if (!written) return defaults;
  return [{ name: "command", text: command.slice(0, maxArgument), location: locate(written) }, ...defaults];
}
