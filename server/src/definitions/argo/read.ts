import type { Definition, DefinitionNode, DefinitionProblem, PipelineDefinition } from "../../model/definition.ts";
import { assemble } from "../dags/assemble.ts";
import type { ParseDefinition } from "../format.ts";
import { pipelineOf } from "../kfpIr/pipeline.ts";
import type { Span } from "../python/ast.ts";
import { tooLarge } from "../tooLarge.ts";
import { textProblems } from "../yaml/problems.ts";
import { readYaml } from "../yaml/read.ts";
import { childAt, childOf, innerSpan, textOf, type YamlNode, type YamlScalar, type YamlText } from "../yaml/tree.ts";
import { carriedSpec, drivingTasks } from "./compiled.ts";
import { linksOf, nodeOf } from "./node.ts";
import { scalarAt, startsOf, workflowOf } from "./workflow.ts";

/** Longer texts are not read, characters. */
const maxLength = 8_000_000;

/**
 * Reads Argo workflows, cron workflows and workflow templates, as YAML or JSON. A task whose template is a dag or steps is a group; one whose
 * template holds it again is a node. A workflow that Kubeflow Pipelines 2 compiled is read for the pipeline that it carries, not for the
 * generic templates that run it. Null where there is no workflow.
 */
export const parseArgo: ParseDefinition = (uri, text): Definition | null => {
  if (text.length > maxLength) return tooLarge(uri, "argo", maxLength);
  const read = readYaml(text);
  const found = read.documents.flatMap((document) => {
    if (!/^(?:Cluster)?(?:Cron)?Workflow(?:Template)?$/.test(textOf(childOf(document, "kind")) ?? "")) return [];
    const spec = childAt(document, "spec", "workflowSpec") ?? childOf(document, "spec");
    return spec?.kind === "map" ? [{ document, spec }] : [];
  });
  if (found.length === 0) return null;
  const all = found.flatMap(({ document, spec }) => {
    const starts = startsOf(spec);
    return (starts.length > 0 ? starts : [null]).map((start) =>
      workflowIn(uri, read, document, spec, start, starts.length),
    );
  });
  const [first, ...others] = all.map(({ pipeline }) => pipeline);
  if (!first) return null;
  const pipelines = [{ ...first, problems: [...textProblems(uri, read), ...first.problems] }, ...others];
  return { uri, format: "argo", pipelines, problems: [], links: all.flatMap(({ links }) => links) };
};

function workflowIn(
  uri: string,
  { text, lines }: YamlText,
  document: YamlNode,
  spec: YamlNode,
  start: YamlScalar | null,
  starts: number,
): { readonly pipeline: PipelineDefinition; readonly links: Definition["links"] } {
  const locate = (span: Span) => ({ uri, range: lines.range(span) });
  const metadata = childOf(document, "metadata");
  const own = scalarAt(metadata, "name") ?? scalarAt(metadata, "generateName");
  const name = starts > 1 ? start : own;
  const nameText = name?.text.replace(/-$/, "") ?? null;
  const carried = carriedSpec(spec, locate);
  if (carried) {
    const made = pipelineOf(carried.spec, { uri, locate: carried.locate, problems: [], name, span: spec });
    const driving = drivingTasks(spec);
    const nodes = made.pipeline.nodes.map((node): DefinitionNode => {
      const place = driving.get(node.id.slice(node.id.lastIndexOf("/") + 1));
      const places = place && { location: locate(place.task), nameRange: locate(innerSpan(place.name)).range };
      // Names stand in several texts: what the compiler wrote is not renamed.
      return { ...node, ...places, idLocations: [] };
    });
    const around = { name: nameText, nameLocation: name && locate(innerSpan(name)), location: locate(document) };
    return { pipeline: { ...made.pipeline, ...around, nodes }, links: [] };
  }
  const problems: DefinitionProblem[] = [];
  const workflow = workflowOf(spec, start, {
    locate,
    slice: (from, to) => text.slice(from, to),
    report: (problem) => problems.push(problem),
  });
  const assembled = assemble(workflow, (place, uses, makers) => nodeOf(workflow, place, uses, makers));
  const pipeline: PipelineDefinition = {
    name: nameText,
    nameLocation: name && locate(innerSpan(name)),
    kind: "argo",
    location: locate(document),
    nodes: assembled.nodes,
    groups: assembled.groups,
    stores: [],
    files: [uri],
    caching: null,
    problems: [...problems, ...assembled.problems],
  };
  return { pipeline, links: linksOf(workflow) };
}
