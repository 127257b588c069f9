import type { CallExpression } from "../python/ast.ts";
import { isNone, optionsOf, unknown } from "./choices.ts";
import { givenOf } from "./given.ts";
import { newMapping, sequenceOf } from "./heap.ts";
import { itemsOf } from "./listMethods.ts";
import { type Frame, type Machine, placeOf } from "./machine.ts";
import { referAll } from "./references.ts";
import { isDatabase, storesOf } from "./stores.ts";
import { truth } from "./truth.ts";
import type { GivenArgument, Item, Openness, PipelineMade, Value } from "./values.ts";

/** Notes a `Pipeline(…)` and its members. */
export function callPipeline(
  machine: Machine,
  frame: Frame,
  all: readonly GivenArgument[],
  call: CallExpression,
): Value {
  const given = givenOf(all);
  const name = given.argument("pipeline_name", 0);
  const components = given.argument("components", 3);
  const cache = given.find("enable_cache", 4);
  const { items, open } = components ? membersOf(machine, components) : { items: [], open: null };
  const listed = call.arguments.find((argument) => argument.name === "components")?.value;
  const unfinished = !call.closed || (listed?.type === "sequence" && !listed.closed) || open?.unfinished === true;
  const pipeline: PipelineMade = {
    index: machine.pipelines.length,
    name: name?.value ?? unknown,
    place: placeOf(frame, call),
    namePlace: name ? ((name.value.type === "constant" ? name.value.place : null) ?? name.place) : null,
    members: items,
    open,
    outputs: given.find("outputs") ?? newMapping(machine, new Map()),
    inputs: given.find("inputs") ?? unknown,
    caching: cache ? truth(machine, cache) : null,
    stores: storesOf(given.find("metadata_connection_config", 2)),
    inDatabase: isDatabase(given.find("metadata_connection_config", 2)),
    conditions: machine.conditions,
    frame: frame.index,
    imported: machine.imports > 0,
    unfinished,
    upstream: new Set(),
    id: null,
  };
  machine.pipelines.push(pipeline);
  return { type: "pipeline", pipeline };
}

/** The members that a list of components has; whatever stands in it is a component. */
function membersOf(
  machine: Machine,
  { value, place }: GivenArgument,
): { items: readonly Item[]; open: Openness | null } {
  if (isNone(value)) return { items: [], open: null };
  const found = itemsOf(machine, value, place);
  const unfinished = optionsOf(value).some(
    (option) => option.type === "sequence" && sequenceOf(machine, option).open?.unfinished === true,
  );
  for (const item of found.items) {
    for (const option of optionsOf(item.value)) if (option.type === "made") option.made.isComponent = true;
    referAll(item.value, "list", item.place);
  }
  return { items: found.items, open: found.open && unfinished ? { ...found.open, unfinished } : found.open };
}
