import { formatAge } from "../model/format.ts";
import { idAt } from "../model/trace.ts";
import type { DetailsLink, DetailsRow, DetailsSection } from "../protocol.ts";
import type { Property } from "./details.ts";
import type { GraphletContext } from "./graphletNodes.ts";
import { artifactLabel, executionLabel, graphletLabel } from "./labels.ts";
import type { Picture } from "./picture.ts";
import { nodeName } from "./rows.ts";
import { dots } from "./words.ts";

/** What the details of one item of a graphlet's picture are made from. */
export interface DetailContext extends GraphletContext {
  readonly index: number;
  readonly picture: Picture;
  readonly properties: readonly Property[] | string;
}

/** More rows than this of one kind are counted, not listed. */
const limit = 50;

/** A row, or none where there is nothing to say. */
export function row(label: string, value: string, extra: Omit<DetailsRow, "label" | "value"> = {}): DetailsRow[] {
  return value === "" ? [] : [{ label, value, ...extra }];
}

/** A section, or none without rows; long ones end with how many more there are. */
export function section(title: string, rows: readonly DetailsRow[]): DetailsSection[] {
  if (rows.length === 0) return [];
  if (rows.length <= limit) return [{ title, rows }];
  const rest = { label: "", value: `and ${(rows.length - limit).toLocaleString("en-US")} more` };
  return [{ title, rows: [...rows.slice(0, limit), rest] }];
}

/** Link for a row where there is one to give. */
export const linked = (link: DetailsLink | null): { link?: DetailsLink } => (link ? { link } : {});

/** A row that ends with a time: `2 hours ago`, and the time itself where it is known. */
export const timed = (label: string, value: string, time: number, now: number): DetailsRow =>
  Number.isFinite(time) ? { label, value: dots(value, formatAge(time, now)), time } : { label, value };

/** A row of a time alone; none where it is not known. */
export const timeRow = (label: string, time: number, now: number): DetailsRow[] =>
  Number.isFinite(time) ? [timed(label, "", time, now)] : [];

/** Leads to the item that holds a row of the trace, else to the graphlet that owns the execution. */
export function linkTo(context: DetailContext, of: "execution" | "artifact", at: number): DetailsLink | null {
  const item = context.picture.items.find((candidate) => candidate.of === of && candidate.rows.includes(at));
  if (item) return { type: "select", node: item.id };
  if (of === "artifact") return null;
  const owner = context.graphlets.list[context.graphlets.owner[at] ?? -1];
  return owner ? { type: "graphlet", trainer: idAt(context.trace.executions.id, owner.trainer) } : null;
}

/** Rows of executions by name: what made or read an artifact. At most one more than a section lists is given a link. */
export function executionRows(context: DetailContext, rows: Iterable<number>, label: string): DetailsRow[] {
  return [...new Set(rows)].map((at, index) => ({
    label: index === 0 ? label : "",
    value: `${nodeName(context.trace, at)} (${executionLabel(context.trace, at)})`,
    ...(index > limit ? {} : linked(linkTo(context, "execution", at))),
  }));
}

/** Rows of artifacts by the keys of their channels. */
export function artifactRows(
  context: DetailContext,
  edges: readonly { readonly artifact: number; readonly key: string }[],
): DetailsRow[] {
  return edges.map(({ artifact, key }, index) => ({
    label: key,
    value: artifactLabel(context.trace, artifact),
    ...(index > limit ? {} : linked(linkTo(context, "artifact", artifact))),
  }));
}

/** Leads to another graphlet by its index: `model 140`. */
export function graphletRow(context: DetailContext, label: string, index: number, text = ""): DetailsRow[] {
  const graphlet = context.graphlets.list[index];
  if (!graphlet) return [];
  const trainer = idAt(context.trace.executions.id, graphlet.trainer);
  const name = graphletLabel(context.trace, graphlet);
  return row(label, text === "" ? name : `${text} ${name}`, { link: { type: "graphlet", trainer } });
}

/** The properties that were read on demand, or why they could not be. */
export function propertySection(properties: readonly Property[] | string): DetailsSection[] {
  if (typeof properties === "string") return section("Properties", row("", properties));
  return section(
    "Properties",
    properties.flatMap(({ name, value }) => row(name, value, { copy: true })),
  );
}
