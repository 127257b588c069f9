import type {
  DefinitionLink,
  DefinitionNode,
  DefinitionProblem,
  NodeGroup,
  PipelineDefinition,
} from "../../model/definition.ts";
import type { Span } from "../python/ast.ts";
import { innerSpan, type YamlNode, type YamlScalar } from "../yaml/tree.ts";
import { field, textField } from "./fields.ts";
import { makersIn } from "./makers.ts";
import { type Context, executorFor, missingInputs, nodeOf } from "./node.ts";
import { orderOf } from "./order.ts";
import { allPlaces, executed, type Frame, placesOf } from "./places.ts";
import { type Dag, type Spec, specOf } from "./spec.ts";
import { type Use, usesIn } from "./uses.ts";

/** What is around a specification. */
export interface Around {
  readonly uri: string;
  readonly locate: Spec["locate"];
  /** Problems of the text as such. */
  readonly problems: readonly DefinitionProblem[];
  /** The name where the specification has none: a job's or run's. */
  readonly name: YamlScalar | null;
  readonly span: Span;
}

/** The pipeline of a specification: nodes in the text's order, and what it links to. */
export function pipelineOf(
  node: YamlNode,
  { uri, locate, problems, name: outerName, span }: Around,
): { readonly pipeline: PipelineDefinition; readonly links: readonly DefinitionLink[] } {
  const spec = specOf(node, locate);
  const placed = placesOf(spec);
  const makers = makersIn(spec);
  const tfx = (textField(node, "sdkVersion")?.text ?? "").startsWith("tfx");
  const context: Context = { spec, makers, executors: new Map(), tfx };
  const { nodes, problems: orderProblems } = placed.root ? nodesOf(context, placed.root) : { nodes: [], problems: [] };
  const missing = placed.root ? [...allPlaces(placed.root)].flatMap((place) => missingInputs(spec, place)) : [];
  const name = textField(field(node, "pipelineInfo"), "name") ?? outerName;
  const pipeline: PipelineDefinition = {
    name: name?.text ?? null,
    nameLocation: name && locate(innerSpan(name)),
    kind: "kfp",
    location: locate(span),
    nodes,
    groups: placed.root ? groupsOf(placed.root) : [],
    stores: [],
    files: [uri],
    caching: null,
    problems: [...problems, ...placed.problems, ...makers.problems, ...orderProblems, ...unique(missing)],
  };
  return { pipeline, links: [...spec.executors.keys()].flatMap((label) => executorFor(context, label).links) };
}

function nodesOf(
  context: Context,
  root: Frame,
): { readonly nodes: readonly DefinitionNode[]; readonly problems: readonly DefinitionProblem[] } {
  const uses = new Map<Dag, ReadonlyMap<string, readonly Use[]>>();
  const usesOf = (dag: Dag): ReadonlyMap<string, readonly Use[]> => {
    let found = uses.get(dag);
    if (!found) {
      found = usesIn(dag);
      uses.set(dag, found);
    }
    return found;
  };
  const nodes = [...executed(root)].map((place) =>
    nodeOf(context, place, usesOf(place.frame.dag).get(place.task.key.text) ?? []),
  );
  const given = new Map(
    nodes.map(({ id, inputs }) => [id, new Set(inputs.flatMap(({ from }) => (from ? [from.node] : [])))]),
  );
  const { after, problems } = orderOf(context.spec, root, given);
  return { nodes: nodes.map((node) => ({ ...node, after: after.get(node.id) ?? [] })), problems };
}

const groupsOf = (root: Frame): NodeGroup[] =>
  [...allPlaces(root)].flatMap(({ id, inner }) =>
    inner ? [{ id, nodes: [...executed(inner)].map((place) => place.id) }] : [],
  );

/** A dag that is used twice tells its problems once. */
function unique(problems: readonly DefinitionProblem[]): DefinitionProblem[] {
  const seen = new Map<string, DefinitionProblem>();
  for (const problem of problems) {
    const { line, character } = problem.location.range.start;
    const input = /the (\w+ `[^`]*`)/.exec(problem.message)?.[1] ?? "";
    const key = `${line}:${character} ${input}`;
    if (!seen.has(key)) seen.set(key, problem);
  }
  return [...seen.values()];
}
