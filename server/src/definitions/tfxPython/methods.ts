import { outputOf } from "./attributes.ts";
import { mergedChannel } from "./channels.ts";
import { choiceOf, constant, optionsOf } from "./choices.ts";
import type { Given } from "./given.ts";
import { textual } from "./given.ts";
import { newSequence } from "./heap.ts";
import { itemsOf, sequenceMethod } from "./listMethods.ts";
import type { Machine } from "./machine.ts";
import { entryItem, mappingMethod } from "./mappingMethods.ts";
import type { MethodCall } from "./methodCall.ts";
import { refer } from "./references.ts";
import { textMethod } from "./textMethods.ts";
import type { Made, OutputsValue, PipelineMade, Value } from "./values.ts";

/** What a method of a list, dictionary, text, channel, component or pipeline does and gives; null where it is none that is known. */
export function callMethod(object: Value, call: MethodCall): Value | null {
  switch (object.type) {
    case "sequence":
      return sequenceMethod(object, call);
    case "mapping":
      return mappingMethod(object, call);
    case "constant":
      return typeof object.value === "string" ? textMethod(object.value, call) : null;
    case "outputs":
      return outputsMethod(object, call);
    case "channel":
      return call.name === "future" ? { ...object, placeholder: true } : object;
    case "made":
      return madeMethod(object, call);
    case "pipeline":
      return pipelineMethod(object, call);
    default:
      return call.name === "run" ? runMethod(call) : null;
  }
}

function outputsMethod(outputs: OutputsValue, { machine, name, given, place }: MethodCall): Value | null {
  const { of } = outputs;
  if (name === "get") {
    return outputOf(outputs, textual(given.at(0)) ?? "", place);
  }
  if (name !== "keys" && name !== "values" && name !== "items") return null;
  of.isComponent = true;
  const keys = of.class.standard?.outputs ?? [...of.usedOutputs];
  const items = keys.map((key) => {
    const value: Value =
      name === "keys" ? constant(key) : { type: "channel", makers: [{ made: of, output: key }], placeholder: false };
    return entryItem(machine, name, key, value, place);
  });
  return newSequence(machine, "list", items);
}

function madeMethod(object: Extract<Value, { type: "made" }>, call: MethodCall): Value | null {
  const { made } = object;
  const { name, given, place, receiver } = call;
  if (name === "with_id") {
    made.isComponent = true;
    made.id = given.find("id", 0) ?? null;
  } else if (name === "run" && !made.isComponent) return runMethod(call);
  else if (!/^with_(?:beam_pipeline_args|platform_config|node_execution_options)$/.test(name)) {
    return nodeOrder(made, call);
  }
  const chained = made.source === place.source && receiver.from === made.span.from && receiver.to === made.span.to;
  if (chained) made.span = place.span;
  else refer(made, "other", { source: place.source, span: receiver });
  return object;
}

function pipelineMethod(object: Extract<Value, { type: "pipeline" }>, call: MethodCall): Value | null {
  if (call.name === "with_id") {
    object.pipeline.id = call.given.find("id", 0) ?? null;
    return object;
  }
  if (/^with_/.test(call.name)) return object;
  return nodeOrder(object.pipeline, call);
}

/** `a.add_upstream_node(b)`, `a.add_downstream_nodes([b, c])` */
function nodeOrder(node: Made | PipelineMade, { machine, name, given, place, receiver }: MethodCall): Value | null {
  const match = /^add_(upstream|downstream)_nodes?$/.exec(name);
  if (!match) return null;
  if (isMade(node)) refer(node, "other", { source: place.source, span: receiver });
  const [argument] = given.all;
  const values = argument ? itemsOf(machine, argument.value, argument.place).items.map(({ value }) => value) : [];
  const direct = argument ? optionsOf(argument.value) : [];
  for (const value of [...direct, ...values]) {
    const other = value.type === "made" ? value.made : value.type === "pipeline" ? value.pipeline : null;
    if (!other) continue;
    if (isMade(other)) {
      other.isComponent = true;
      if (argument) refer(other, "other", argument.place);
    }
    if (match[1] === "upstream") node.upstream.add(other);
    else other.upstream.add(node);
  }
  return constant(null);
}

export const isMade = (node: Made | PipelineMade): node is Made => "usedOutputs" in node;

/** `context.run(component)` runs it; gives the component, whose outputs the result has, too. */
function runMethod({ machine, given }: MethodCall, interactive = false): Value | null {
  const argument = given.argument("component", 0);
  if (!argument) return null;
  const ran = optionsOf(argument.value).filter(
    (option) => option.type === "made" && (interactive || option.made.isComponent),
  );
  for (const option of ran) {
    if (option.type !== "made") continue;
    option.made.isComponent = true;
    refer(option.made, "list", argument.place);
    machine.runs.push({ made: option.made, place: argument.place });
  }
  return ran.length > 0 ? choiceOf(ran) : null;
}

/** `ph.logical_and(a, b)` and the like: a channel of all that they look into; null where there is none. */
export const predicateOf = (machine: Machine, given: Given): Value | null =>
  mergedChannel(
    machine,
    given.all.map(({ value }) => value),
    true,
  );
