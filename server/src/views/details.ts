import { rowOf, type Trace, type TraceId } from "../model/trace.ts";
import type { Details } from "../protocol.ts";
import { artifactDetails } from "./artifactDetails.ts";
import { chooseGraphlet } from "./chosen.ts";
import { executionDetails } from "./executionDetails.ts";
import type { GraphletViewInput } from "./input.ts";
import { type Item, pictureOf } from "./picture.ts";
import { channelDetails, nodeDetails } from "./pipelineDetails.ts";
import { stackDetails } from "./stackDetails.ts";

/** What the details of one node of a view are made from. */
export interface DetailsInput extends GraphletViewInput {
  readonly level: "pipeline" | "graphlet";
  /** Id of a node of the view. */
  readonly selected: string;
  /** Properties of the row that {@link propertiesWanted} names, read on demand; a sentence where they could not be read. */
  readonly properties?: readonly Property[] | string | null | undefined;
}

export interface Property {
  readonly name: string;
  readonly value: string;
  readonly custom: boolean;
}

/** Whose properties the details of a view's node show: null for what has none of its own. */
export function propertiesWanted(
  trace: Trace,
  selected: string,
): { readonly of: "execution" | "artifact"; readonly id: TraceId } | null {
  const of = selected.startsWith("e:") ? "execution" : selected.startsWith("a:") ? "artifact" : null;
  if (of === null) return null;
  const column = of === "execution" ? trace.executions.id : trace.artifacts.id;
  const text = selected.slice(2);
  const id = column.type === "string" ? text : Number(text);
  return text === "" || rowOf(column, id) < 0 ? null : { of, id };
}

/** What the drawer shows of a view's node; null where the view has no such node. Linear like the view itself. */
export function detailsOf(input: DetailsInput): Details | null {
  if (input.level === "pipeline") {
    return input.selected.startsWith("o:") ? channelDetails(input) : nodeDetails(input);
  }
  const chosen = chooseGraphlet(input);
  if (!chosen) return null;
  // Every artifact's item is in one of the two pictures; which one is shown does not matter for its details.
  const picture = pictureOf(chosen.trace, chosen.graphlet, input.artifacts === true);
  const item =
    find(picture.items, input.selected) ?? find(pictureOf(chosen.trace, chosen.graphlet, true).items, input.selected);
  if (!item) return null;
  const { pipeline, settings, now } = input;
  const context = { ...chosen, pipeline, settings, now, picture, properties: input.properties ?? [] };
  if (item.rows.length > 1) return stackDetails(context, item);
  return item.of === "execution" ? executionDetails(context, item) : artifactDetails(context, item);
}

const find = (items: readonly Item[], id: string): Item | undefined => items.find((item) => item.id === id);
