import type { DefinitionLink, DefinitionProblem, PipelineDefinition } from "../../model/definition.ts";
import { assemble } from "../dags/assemble.ts";
import { uriLink } from "../links.ts";
import type { Span } from "../python/ast.ts";
import { innerSpan, type YamlNode, type YamlScalar } from "../yaml/tree.ts";
import { field, textField } from "./fields.ts";
import { type Context, executorFor, nodeOf } from "./node.ts";
import { type Spec, specOf } from "./spec.ts";

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
  const tfx = (textField(node, "sdkVersion")?.text ?? "").startsWith("tfx");
  const context: Context = { spec, executors: new Map(), tfx };
  const assembled = assemble(spec, (place, uses, makers) => nodeOf(context, place, uses, makers));
  const name = textField(field(node, "pipelineInfo"), "name") ?? outerName;
  const pipeline: PipelineDefinition = {
    name: name?.text ?? null,
    nameLocation: name && locate(innerSpan(name)),
    kind: "kfp",
    location: locate(span),
    nodes: assembled.nodes,
    groups: assembled.groups,
    stores: [],
    files: [uri],
    caching: null,
    problems: [...problems, ...assembled.problems],
  };
  const ofExecutors = [...spec.executors.keys()].flatMap((label) => executorFor(context, label).links);
  const root = textField(node, "defaultPipelineRoot");
  const target = root && uriLink(root.text);
  const ofRoot =
    root && target ? [{ location: locate(innerSpan(root)), target, title: "Open the pipeline's root" }] : [];
  return { pipeline, links: [...ofRoot, ...ofExecutors] };
}
