import type { PipelineDefinition } from "../../model/definition.ts";
import { locationOf } from "../python/source.ts";
import { textOfValue } from "./choices.ts";
import { givenOf } from "./given.ts";
import { membersOf } from "./members.ts";
import { buildNodes, problemOf } from "./nodes.ts";
import { joinPaths } from "./paths.ts";
import type { Shared } from "./pipelines.ts";
import { type StorePath, storesOf } from "./stores.ts";
import type { Made } from "./values.ts";
import { withoutCall } from "./withoutCall.ts";

/** Name under which the sessions of notebooks are one pipeline. */
export const sessionName = "interactive";

/** What a notebook runs step by step with `context.run(…)`: one pipeline, its nodes in the order of the cells. Null where it does not. */
export function interactivePipeline({ machine, main, files, claimed }: Shared): PipelineDefinition | null {
  const contexts = machine.made.filter(({ name, source }) => name === "InteractiveContext" && main.includes(source));
  const runs = machine.runs.filter(({ place }) => main.includes(place.source));
  const [first] = runs;
  const place = contexts[0] ? { source: contexts[0].source, span: contexts[0].span } : first?.place;
  if (!place) return null;
  const ran = new Set(runs.map(({ made }) => made));
  const isTop = (made: Made): boolean => made.function === null && main.includes(made.source);
  const components = machine.made.filter(
    (made) => ran.has(made) || (made.isComponent && isTop(made) && !claimed.has(made)),
  );
  const session = withoutCall(place);
  const built = buildNodes(machine, membersOf(session, components), claimed, true);
  const given = contexts.map((context) => givenOf(context.arguments));
  const nameArgument = given.map((all) => all.argument("pipeline_name", 0)).find((argument) => argument !== undefined);
  const name = nameArgument ? textOfValue(nameArgument.value) : null;
  return {
    name: name ?? sessionName,
    nameLocation: name !== null && nameArgument ? locationOf(nameArgument.place.source, nameArgument.place.span) : null,
    kind: "tfx",
    location: locationOf(place.source, place.span),
    nodes: built.nodes,
    groups: [],
    stores: contexts
      .flatMap(storesOfContext)
      .map(({ path, place: at }) => ({ path, location: locationOf(at.source, at.span) })),
    files,
    caching: null,
    problems: built.questions.map(problemOf),
  };
}

/** A context without its own configuration keeps its store in its root. */
function storesOfContext(context: Made): StorePath[] {
  const given = givenOf(context.arguments);
  const config = given.find("metadata_connection_config", 2);
  if (config && storesOf(config).length > 0) return storesOf(config);
  const root = given.argument("pipeline_root", 1);
  const path = root ? textOfValue(root.value) : null;
  return path === null || !root || config ? [] : [{ path: joinPaths([path, "metadata.sqlite"]), place: root.place }];
}
