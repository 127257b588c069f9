import type { DefinitionNode, DefinitionProblem, NodeGroup } from "../../model/definition.ts";
import { type Makers, makersIn } from "./makers.ts";
import type { Dag, Dags } from "./model.ts";
import { missingInputs } from "./node.ts";
import { orderOf } from "./order.ts";
import { allPlaces, executed, type Frame, type Place, placesOf } from "./places.ts";
import { type Use, usesIn } from "./uses.ts";

/** Makes the node of a place that is executed; its order (`after`) is added. */
export type MakeNode = (place: Place, uses: readonly Use[], makers: Makers) => DefinitionNode;

/** What dags come to: nodes in the text's order, dags inside them as groups. */
export interface Assembled {
  readonly nodes: readonly DefinitionNode[];
  readonly groups: readonly NodeGroup[];
  readonly problems: readonly DefinitionProblem[];
}

/** Lays dags out, finds who makes what over their borders, and what waits for what. */
export function assemble(dags: Dags, makeNode: MakeNode): Assembled {
  const placed = placesOf(dags);
  if (!placed.root) return { nodes: [], groups: [], problems: placed.problems };
  const { root } = placed;
  const makers = makersIn(dags);
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
    makeNode(place, usesOf(place.frame.dag).get(place.task.key.text) ?? [], makers),
  );
  const given = new Map(
    nodes.map(({ id, inputs }) => [id, new Set(inputs.flatMap(({ from }) => (from ? [from.node] : [])))]),
  );
  const { after, problems } = orderOf(dags, root, given);
  const missing = [...allPlaces(root)].flatMap((place) => missingInputs(dags, place));
  return {
    nodes: nodes.map((node) => ({ ...node, after: after.get(node.id) ?? [] })),
    groups: groupsOf(root),
    problems: [...placed.problems, ...makers.problems, ...problems, ...unique(missing)],
  };
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
