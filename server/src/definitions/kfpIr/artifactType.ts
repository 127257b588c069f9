import type { YamlNode } from "../yaml/tree.ts";
import { field, textField } from "./fields.ts";

/** The artifact type of a definition of an input or output (`system.Model`); null where none is declared. TFX writes it as YAML in a string. */
export function artifactTypeOf(definition: YamlNode | null): string | null {
  const type = field(definition, "artifactType");
  return typeNameOf(type);
}

/** The name of a type as an artifact type or a type schema says it. */
export function typeNameOf(type: YamlNode | null): string | null {
  const title = textField(type, "schemaTitle")?.text;
  if (title !== undefined) return title;
  const schema = textField(type, "instanceSchema")?.text.slice(0, 2000) ?? "";
  return /^\s*["']?title["']?\s*:\s*["']?([\w.]{1,200})/m.exec(schema)?.[1] ?? null;
}

/** The type of a parameter (`STRING`, `NUMBER_INTEGER`; `INT` in schema 2.0.0); null where none is declared. */
export const parameterTypeOf = (definition: YamlNode | null): string | null =>
  (textField(definition, "parameterType") ?? textField(definition, "type"))?.text ?? null;
