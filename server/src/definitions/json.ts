import type { Definition, DefinitionNode, DefinitionProblem, NodeInput } from "../model/definition.ts";
import type { Location, Range } from "../model/text.ts";

/** A definition as the command line prints it; the order of keys is part of the contract. */
export interface DefinitionJson {
  readonly pipelines: readonly PipelineJson[];
}
interface PipelineJson {
  readonly name: string | null;
  readonly kind: string;
  readonly nodes: readonly NodeJson[];
  readonly groups: readonly { readonly id: string; readonly nodes: readonly string[] }[];
  readonly problems: readonly (PlaceJson & { readonly code: string; readonly message: string })[];
}
interface NodeJson extends PlaceJson {
  readonly id: string;
  readonly type: string;
  readonly kind: string;
  readonly inputs: readonly {
    readonly key: string;
    readonly from?: { readonly node: string; readonly output: string };
  }[];
  readonly after: readonly string[];
  readonly outputs: readonly string[];
}
interface PlaceJson {
  readonly range: Range;
  /** Index in a notebook's cells, where the range is within one. */
  readonly cell?: number;
  /** The file, where it is not the definition's own. */
  readonly uri?: string;
}

/** What `graphlet definition --format json` prints. */
export function definitionJson(definition: Definition): DefinitionJson {
  const place = placeIn(definition.uri);
  return {
    pipelines: definition.pipelines.map((pipeline) => ({
      name: pipeline.name,
      kind: pipeline.kind,
      nodes: pipeline.nodes.map((node) => nodeJson(node, place)),
      groups: pipeline.groups.map(({ id, nodes }) => ({ id, nodes })),
      problems: pipeline.problems.map((problem) => problemJson(problem, place)),
    })),
  };
}

type PlaceOf = (location: Location) => PlaceJson;

function nodeJson(node: DefinitionNode, place: PlaceOf): NodeJson {
  return {
    id: node.id,
    type: node.type,
    kind: node.kind,
    ...place(node.location),
    inputs: node.inputs.map(inputJson),
    after: node.after,
    outputs: node.outputs.map(({ key }) => key),
  };
}

const inputJson = ({ key, from }: NodeInput): NodeJson["inputs"][number] =>
  from ? { key, from: { node: from.node, output: from.output } } : { key };

const problemJson = ({ code, message, location }: DefinitionProblem, place: PlaceOf) => ({
  code,
  message,
  ...place(location),
});

function placeIn(own: string): PlaceOf {
  return ({ uri, range }) => {
    const [file = uri, cell] = uri.split("#cell=");
    return {
      range: { start: { ...range.start }, end: { ...range.end } },
      ...(cell === undefined ? {} : { cell: Number(cell) }),
      ...(file === own || cell !== undefined ? {} : { uri }),
    };
  };
}
