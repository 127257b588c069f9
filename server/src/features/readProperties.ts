import { type CancelToken, throwIfCancelled } from "../model/cancel.ts";
import type { PropertiesOf } from "../model/explanation.ts";
import { idAt, type Trace } from "../model/trace.ts";
import type { FeatureHost } from "./host.ts";

/** Reads the properties of some rows of a trace, one after the other; what could not be read is a sentence. */
export async function readProperties(
  host: FeatureHost,
  path: string,
  trace: Trace,
  rows: readonly { readonly of: "execution" | "artifact"; readonly row: number }[],
  token: CancelToken,
): Promise<PropertiesOf> {
  const known = new Map<string, ReturnType<PropertiesOf>>();
  for (const { of, row } of rows) {
    throwIfCancelled(token);
    const id = idAt(of === "execution" ? trace.executions.id : trace.artifacts.id, row);
    if (!known.has(`${of} ${row}`)) known.set(`${of} ${row}`, await host.properties(path, of, id));
  }
  return (of, row) => known.get(`${of} ${row}`) ?? null;
}
