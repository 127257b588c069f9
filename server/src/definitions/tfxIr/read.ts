import type { Definition, DefinitionLink, DefinitionNode, NodeGroup, StoreReference } from "../../model/definition.ts";
import type { ParseDefinition } from "../format.ts";
import { entriesOf, messageAt, scalarOf, unpacked } from "../pbtxt/access.ts";
import { messageOfJson } from "../pbtxt/fromJson.ts";
import { readPbtxt } from "../pbtxt/read.ts";
import type { PbMessage, PbProblem } from "../pbtxt/tree.ts";
import type { LineIndex } from "../python/lineIndex.ts";
import { tooLarge } from "../tooLarge.ts";
import { readYaml } from "../yaml/read.ts";
import type { IrFile } from "./context.ts";
import { idLocationsOf } from "./ids.ts";
import { buildNode, conditionsOf, type Inherited, nothingInherited, referencesIn } from "./node.ts";
import { orderOf } from "./order.ts";
import { idsWithin, type Scope, scopeOf } from "./scope.ts";

/** Longer texts are not read, characters: the largest of real ones has some 100,000. */
const maxLength = 8_000_000;

interface Text {
  readonly root: PbMessage | null;
  readonly lines: LineIndex;
  readonly problems: readonly PbProblem[];
}

/**
 * Reads a compiled TFX pipeline (https://github.com/tensorflow/tfx/blob/master/tfx/proto/orchestration/pipeline.proto), as protobuf text or
 * as JSON. Nodes of a pipeline inside another have the ids on the way, joined by `/`; what hands channels over its border runs nothing and
 * is led through. Null where there is no pipeline message. Linear in the text, but for chains of unions.
 */
export const parseTfxIr: ParseDefinition = (uri, text): Definition | null => {
  if (text.length > maxLength) return tooLarge(uri, "tfx-ir", maxLength);
  const { root, lines, problems } = /\.json(?:$|[?#])/i.test(uri) ? jsonOf(text) : readPbtxt(text);
  if (!root) return null;
  const file: IrFile = {
    locate: (span) => ({ uri, range: lines.range(span) }),
    text: ({ from, to }) => text.slice(from, to),
    problems: problems.map(({ message, span }) => ({
      code: "syntax",
      message,
      location: { uri, range: lines.range(span) },
    })),
  };
  const scope = scopeOf(root);
  const nodes = nodesOf(file, root, scope);
  if (nodes.length === 0 && scope.name === null && file.problems.length === 0) return null;
  const nameScalar = scalarOf(messageAt(root, "pipeline_info"), "id");
  const stores = storesOf(file, scope);
  return {
    uri,
    format: "tfx-ir",
    pipelines: [
      {
        name: scope.name,
        nameLocation: nameScalar ? file.locate(nameScalar.plain ?? nameScalar.span) : null,
        kind: "tfx",
        location: file.locate(root.span),
        nodes,
        groups: groupsOf(scope),
        stores,
        files: [uri],
        caching: null,
        problems: file.problems,
      },
    ],
    problems: [],
    links: [...linksOfStores(stores), ...linksOfModules(file, scope)],
  };
};

function jsonOf(text: string): Text {
  const { documents, lines, problems } = readYaml(text);
  const root = messageOfJson(documents[0] ?? null);
  return { root, lines, problems: problems.map(({ message, from, to }) => ({ message, span: { from, to } })) };
}

function nodesOf(file: IrFile, root: PbMessage, outermost: Scope): DefinitionNode[] {
  const nodes: DefinitionNode[] = [];
  const ids = idLocationsOf(file, root, outermost);
  const walk = (scope: Scope, inherited: Inherited): void => {
    const references = referencesIn(file, scope);
    const inOrder = [
      ...scope.nodes.map((node) => ({ from: node.field.span.from, node, inner: null })),
      ...scope.inner.map((inner) => ({ from: inner.from, node: null, inner })),
    ].sort((a, b) => a.from - b.from);
    for (const { node, inner } of inOrder) {
      if (node) {
        const built = buildNode(file, scope, node, inherited);
        const idLocations = scope === outermost ? (ids.get(node.localId) ?? []) : [];
        nodes.push({ ...built, references: references.get(node.localId) ?? [], idLocations });
      } else if (inner) {
        const own = inner.begin ? conditionsOf(file, scope, inner.begin) : nothingInherited;
        walk(inner, {
          conditions: [...inherited.conditions, ...own.conditions],
          inputs: [...inherited.inputs, ...own.inputs],
        });
      }
    }
  };
  walk(outermost, nothingInherited);
  const order = orderOf(file, outermost, nodes);
  return nodes.map((node) => ({ ...node, after: order.get(node.id) ?? [] }));
}

const groupsOf = (scope: Scope): NodeGroup[] =>
  scope.inner.flatMap((inner) => [{ id: inner.prefix.slice(0, -1), nodes: idsWithin(inner) }, ...groupsOf(inner)]);

/** The SQLite file of ML Metadata that the pipeline writes to. */
function storesOf(file: IrFile, scope: Scope): StoreReference[] {
  const config = messageAt(unpacked(scope.deployment), "metadata_connection_config");
  const path = scalarOf(messageAt(unpacked(config), "sqlite"), "filename_uri");
  return path && path.text !== "" ? [{ path: path.text, location: file.locate(path.plain ?? path.span) }] : [];
}

const linksOfStores = (stores: readonly StoreReference[]): DefinitionLink[] =>
  stores.map(({ path, location }) => ({ location, target: path, title: "Open the metadata store" }));

/** Python modules that components run. */
function linksOfModules(file: IrFile, scope: Scope): DefinitionLink[] {
  const own = scope.nodes.flatMap(({ message }) =>
    entriesOf(messageAt(message, "parameters"), "parameters").flatMap(({ key, value }) => {
      if (key !== "module_file" || value.type !== "message") return [];
      const path = scalarOf(messageAt(value, "field_value"), "string_value");
      if (!path?.text.endsWith(".py")) return [];
      return [{ location: file.locate(path.plain ?? path.span), target: path.text, title: "Open the module" }];
    }),
  );
  return [...own, ...scope.inner.flatMap((inner) => linksOfModules(file, inner))];
}
