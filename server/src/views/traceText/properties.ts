import type { PropertiesOf } from "../../model/explanation.ts";
import type { RecordWriter } from "./writer.ts";

/** The properties of a row, each on a line; one that is JSON over several lines is written on one. */
export function writeProperties(writer: RecordWriter, properties: ReturnType<PropertiesOf>): void {
  if (properties === null) return;
  if (typeof properties === "string") {
    writer.section("Properties", () => writer.note(properties));
    return;
  }
  writer.section("Properties", () => {
    for (const { name, value } of properties) writer.field(name, compact(value) || '""');
  });
}

function compact(value: string): string {
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.stringify(JSON.parse(value));
  } catch {
    return value.replace(/\s+/g, " ");
  }
}
