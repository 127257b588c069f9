import { intAt } from "../model/intColumn.ts";
import { artifactKinds } from "../model/kinds.ts";
import { timeAt } from "../model/times.ts";
import { idAt } from "../model/trace.ts";
import type { Details, DetailsRow } from "../protocol.ts";
import { type DetailContext, executionRows, linked, propertySection, row, section, timeRow } from "./detailRows.ts";
import { artifactLabel } from "./labels.ts";
import type { Item } from "./picture.ts";
import { targetsOf, textAt } from "./rows.ts";
import { kindWord } from "./words.ts";

/** Details of one artifact in a graphlet. */
export function artifactDetails(context: DetailContext, item: Item): Details {
  const { trace } = context;
  const at = item.rows[0] ?? 0;
  const makers = executionRows(context, targetsOf(trace.writers, at), "Made by");
  const readers = executionRows(context, targetsOf(trace.readers, at), "Read by");
  return {
    node: item.id,
    title: artifactLabel(trace, at),
    sections: [
      ...section("Artifact", artifactFigures(context, at, item.boundary)),
      ...section("Lineage", [...makers, ...readers]),
      ...propertySection(context.properties),
    ],
  };
}

function artifactFigures({ trace, now }: DetailContext, at: number, boundary: boolean): DetailsRow[] {
  const { artifacts } = trace;
  return [
    ...row("Artifact", String(idAt(artifacts.id, at)), { copy: true }),
    ...row("URI", textAt(trace, artifacts.uri, at), { copy: true }),
    ...row("Name", textAt(trace, artifacts.name, at), { copy: true }),
    ...row("Type", textAt(trace, artifacts.type, at), { copy: true }),
    ...row("Kind", kindWord(artifactKinds[artifacts.kind[at] ?? 0] ?? "other")),
    ...row("Span", textAt(trace, artifacts.span, at)),
    ...row("Content", textAt(trace, artifacts.content, at), { copy: true }),
    ...row("Blessed", yesNo(intAt(artifacts.blessed, at))),
    ...row("Deployed", yesNo(intAt(artifacts.pushed, at))),
    ...timeRow("Created", timeAt(artifacts.createdAt, at), now),
    ...row(
      "Record",
      "Open record",
      linked({ type: "record", record: { type: "artifact", id: idAt(artifacts.id, at) } }),
    ),
    ...row("Origin", boundary ? "from outside this graphlet" : ""),
  ];
}

const yesNo = (code: number): string => (code === 1 ? "yes" : code === 0 ? "no" : "");
