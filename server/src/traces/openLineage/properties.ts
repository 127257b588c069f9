import type { TraceProperty } from "../reader.ts";
import { runEventOf } from "./event.ts";

const maxProperties = 200;
const maxLength = 2_000;
const maxDepth = 8;

/** What the events say of a run (all of its facets) or of a dataset, flattened: `parent.job.name`. The last event that says something counts. */
export async function eventProperties(
  documents: AsyncIterable<unknown>,
  of: "execution" | "artifact",
  id: string,
): Promise<readonly TraceProperty[]> {
  const found = new Map<string, string>();
  for await (const document of documents) {
    const event = runEventOf(document);
    if (!event) continue;
    const fields = document as Readonly<Record<string, unknown>>;
    if (of === "execution") {
      if (event.runId !== id) continue;
      flatten(facetsOf(fields["run"]), "", found, 0);
      flatten(facetsOf(fields["job"]), "", found, 0);
      put(found, "job", `${event.job.namespace}/${event.job.name}`);
      put(found, "producer", String(fields["producer"] ?? ""));
    } else {
      for (const use of [...listOf(fields["inputs"]), ...listOf(fields["outputs"])]) {
        const name = nameOf(use);
        if (id !== name && !id.startsWith(`${name}@`) && !id.startsWith(`${name}#`)) continue;
        flatten(facetsOf(use), "", found, 0);
      }
    }
  }
  return [...found]
    .map(([name, value]) => ({ name, value, custom: false }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, maxProperties);
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.slice(0, 10_000) : []);

function nameOf(use: unknown): string {
  const { namespace, name } = fieldsOf(use);
  return namespace === undefined || namespace === "" ? String(name) : `${String(namespace)}/${String(name)}`;
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const facetsOf = (value: unknown): unknown => {
  const fields = fieldsOf(value);
  return { ...fieldsOf(fields["facets"]), ...fieldsOf(fields["inputFacets"]), ...fieldsOf(fields["outputFacets"]) };
};

function flatten(value: unknown, name: string, into: Map<string, string>, depth: number): void {
  if (into.size > 4 * maxProperties || depth > maxDepth) return;
  if (typeof value !== "object" || value === null) {
    if (value !== null && value !== undefined) put(into, name, String(value));
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (key === "_producer" || key === "_schemaURL") continue;
    flatten(inner, name === "" ? key : `${name}.${key}`, into, depth + 1);
  }
}

function put(into: Map<string, string>, name: string, value: string): void {
  if (value === "" || name === "") return;
  into.set(name.slice(0, 200), value.length > maxLength ? `${value.slice(0, maxLength - 1)}…` : value);
}
