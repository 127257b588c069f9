import { intAt } from "../../model/intColumn.ts";
import { artifactKinds } from "../../model/kinds.ts";
import { targetsOf, textAt } from "../../model/rows.ts";
import { timeAt } from "../../model/times.ts";
import { idAt } from "../../model/trace.ts";
import { artifactLabel } from "../labels.ts";
import { kindWord } from "../words.ts";
import { executionLine, timeText } from "./figures.ts";
import type { RecordInput } from "./input.ts";
import { writeProperties } from "./properties.ts";
import type { RecordWriter } from "./writer.ts";

/** One artifact: what it is, what made it, what read it, its properties. */
export function writeArtifact(writer: RecordWriter, input: RecordInput, row: number): void {
  const { trace } = input;
  const { artifacts } = trace;
  const id = `artifact ${idAt(artifacts.id, row)}`;
  const label = artifactLabel(trace, row);
  writer.line(label === id ? id : `${id} · ${label}`);
  writer.line("");
  writer.field("type", textAt(trace, artifacts.type, row));
  writer.field("kind", kindWord(artifactKinds[artifacts.kind[row] ?? 0] ?? "other"));
  writer.field("name", textAt(trace, artifacts.name, row));
  writer.field("uri", textAt(trace, artifacts.uri, row));
  writer.field("span", textAt(trace, artifacts.span, row));
  writer.field("content", textAt(trace, artifacts.content, row));
  writer.field("blessed", yesNo(intAt(artifacts.blessed, row)));
  writer.field("deployed", yesNo(intAt(artifacts.pushed, row)));
  writer.field("created", timeText(timeAt(artifacts.createdAt, row), input));
  const executions = (rows: Iterable<number>): void => {
    for (const one of new Set(rows)) {
      if (writer.full) return;
      writer.line(...executionLine(input, one));
    }
  };
  writer.section("Written by", () => executions(targetsOf(trace.writers, row)));
  writer.section("Read by", () => executions(targetsOf(trace.readers, row)));
  writeProperties(writer, input.propertiesOf("artifact", row));
}

const yesNo = (code: number): string => (code === 1 ? "yes" : code === 0 ? "no" : "");
