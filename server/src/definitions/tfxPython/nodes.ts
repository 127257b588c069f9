import type {
  DefinitionNode,
  DefinitionProblem,
  NodeGroup,
  NodeInput,
  NodeOutput,
  NodeReference,
} from "../../model/definition.ts";
import { locationOf } from "../python/source.ts";
import { conditionWords, exclude, simplified } from "./conditions.ts";
import { argumentsOf, inputsOf, type Nodes, outputsOf } from "./inputs.ts";
import { kindOf } from "./kinds.ts";
import type { Machine, OpenQuestion } from "./machine.ts";
import type { Member, Members } from "./members.ts";
import { isMade } from "./methods.ts";
import type { Made } from "./values.ts";

/** The nodes of a pipeline with their groups and what is wrong with them. */
export interface BuiltNodes {
  readonly nodes: readonly DefinitionNode[];
  readonly groups: readonly NodeGroup[];
  readonly questions: readonly OpenQuestion[];
}

/**
 * Builds the nodes of a pipeline's members: alternatives of one id are one node; a second of the same id is a problem,
 * except in a notebook (`replace`), where the later takes the earlier's place.
 */
export function buildNodes(
  machine: Machine,
  members: Members,
  elsewhere: ReadonlySet<Made>,
  replace: boolean,
): BuiltNodes {
  const questions = [...members.questions];
  const byId = new Map<string, Member[]>();
  for (const member of members.list) {
    const same = byId.get(member.id);
    if (!same) byId.set(member.id, [member]);
    else if (!same.some((other) => other.made === member.made)) same.push(member);
  }
  const ids = new Map(members.list.map(({ made, id }) => [made, id]));
  const nodes: Nodes = {
    idOf: (made) => ids.get(made) ?? null,
    isElsewhere: (made) => elsewhere.has(made) || machine.handedIn.has(made),
  };
  const built: DefinitionNode[] = [];
  for (const [id, same] of byId) {
    const chosen = replace ? same.slice(-1) : alternativesOf(same, id, questions);
    const node = buildNode(machine, id, chosen, same, nodes, members, questions);
    if (node) built.push(node);
  }
  questions.push(...openDecisions(members.list));
  const groups = [...members.groups].map(([id, inside]) => ({ id, nodes: [...new Set(inside)] }));
  return { nodes: built, groups, questions: distinct(questions) };
}

/** Each question once: a call in a loop asks the same in every turn. */
function distinct(questions: readonly OpenQuestion[]): readonly OpenQuestion[] {
  const key = ({ code, message, place: { source, span } }: OpenQuestion): string =>
    JSON.stringify([code, message, source.uri, span]);
  return [...new Map(questions.map((question) => [key(question), question])).values()];
}

/** The members of one id that exclude each other; a further one cannot be in the same pipeline. */
function alternativesOf(same: readonly Member[], id: string, questions: OpenQuestion[]): Member[] {
  const chosen: Member[] = [];
  for (const member of same) {
    if (chosen.every((other) => areAlternatives(other, member))) {
      chosen.push(member);
      continue;
    }
    const place = { source: member.made.source, span: member.made.nameSpan };
    const message = `Another node of this pipeline has the id \`${id}\`. Give this one its own with \`.with_id(…)\`.`;
    questions.push({ code: "duplicate-id", message, place });
  }
  return chosen;
}

const areAlternatives = (left: Member, right: Member): boolean =>
  left.item === right.item || exclude(left.conditions, right.conditions);

function buildNode(
  machine: Machine,
  id: string,
  chosen: readonly Member[],
  all: readonly Member[],
  nodes: Nodes,
  members: Members,
  questions: OpenQuestion[],
): DefinitionNode | null {
  const [first] = chosen;
  if (!first) return null;
  const { made } = first;
  const inputs: NodeInput[] = [];
  for (const member of chosen) {
    const found = inputsOf(machine, member.made, member.conditions, nodes);
    questions.push(...found.questions);
    for (const input of found.inputs) if (!inputs.some((other) => sameInput(other, input))) inputs.push(input);
  }
  return {
    id,
    type: made.class.name,
    ...kindOf(made.class),
    location: locationOf(made.source, made.span),
    nameRange: made.source.lines.range(made.nameSpan),
    variable: made.variable || null,
    inputs,
    after: afterOf(chosen, id, inputs, nodes, members),
    outputs: [...new Set(chosen.flatMap((member) => outputsOf(member.made)))].map(
      (key): NodeOutput => ({ key, carries: "artifact", type: null, location: null }),
    ),
    caching: null,
    idLocations: [],
    arguments: argumentsOf(made),
    references: referencesOf(made, all),
    condition: conditionWords(simplified(chosen.map(({ conditions }) => conditions))),
  };
}

const sameInput = (left: NodeInput, right: NodeInput): boolean =>
  left.key === right.key && left.from?.node === right.from?.node && left.from?.output === right.from?.output;

function afterOf(
  chosen: readonly Member[],
  id: string,
  inputs: readonly NodeInput[],
  nodes: Nodes,
  members: Members,
): string[] {
  const after = new Set<string>();
  for (const { made } of chosen) {
    for (const other of made.upstream) {
      if (isMade(other)) {
        const before = nodes.idOf(other);
        if (before !== null) after.add(before);
      } else for (const inside of members.groups.get(members.pipelines.get(other) ?? "") ?? []) after.add(inside);
    }
  }
  after.delete(id);
  for (const { from } of inputs) if (from) after.delete(from.node);
  return [...after];
}

/** References of all members of one id; the calls of those that the node does not stand at are references, too. */
function referencesOf(made: Made, all: readonly Member[]): NodeReference[] {
  const references: NodeReference[] = [];
  for (const member of all) {
    if (member.made !== made) {
      references.push({ role: "other", output: null, location: locationOf(member.made.source, member.made.nameSpan) });
    }
    for (const { role, output, source, span } of member.made.references) {
      references.push({ role, output, location: locationOf(source, span) });
    }
  }
  return references.filter(
    (reference, index) => references.findIndex((other) => sameReference(other, reference)) === index,
  );
}

function sameReference(left: NodeReference, right: NodeReference): boolean {
  const [one, other] = [left.location, right.location];
  return (
    left.role === right.role &&
    left.output === right.output &&
    one.uri === other.uri &&
    one.range.start.line === other.range.start.line &&
    one.range.start.character === other.range.start.character &&
    one.range.end.line === other.range.end.line &&
    one.range.end.character === other.range.end.character
  );
}

/** One question for each decision that the text leaves open, with the nodes that it decides on. */
function openDecisions(list: readonly Member[]): OpenQuestion[] {
  const questions = new Map<string, { question: Omit<OpenQuestion, "message">; words: string; ids: Set<string> }>();
  for (const { id, conditions } of list) {
    for (const { dsl, place, words } of conditions) {
      if (dsl) continue;
      const key = `${place.source.uri}:${place.span.from}`;
      const known = questions.get(key) ?? { question: { code: "not-determined", place }, words, ids: new Set() };
      known.ids.add(id);
      questions.set(key, known);
    }
  }
  return [...questions.values()].map(({ question, words, ids }) => {
    const named = [...ids].slice(0, 3).join(", ");
    const rest = ids.size > 3 ? ` and ${ids.size - 3} more` : "";
    const plural = ids.size > 1 ? "depend" : "depends";
    return { ...question, message: `The text does not tell whether \`${words}\`: ${named}${rest} ${plural} on it.` };
  });
}

/** A question as a problem of the definition. */
export const problemOf = ({ code, message, place }: OpenQuestion): DefinitionProblem => ({
  code,
  message,
  location: locationOf(place.source, place.span),
});
