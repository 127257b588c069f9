import type { Reported } from "../features/host.ts";
import type { Definition } from "../model/definition.ts";
import { evidenceOf } from "./evidence.ts";
import type { CutTrace } from "./traceInWorker.ts";

/**
 * What the paired trace says of each pipeline of a definition, in the definition's order: the same for the editor and the command
 * line. `named`: the user or the definition says that this is the trace. `pending`: it is still being looked for or read. `lack`: why there is
 * none, or none that knows a pipeline.
 */
export function reportsOf(
  definition: Definition,
  trace: { readonly cut: CutTrace; readonly path: string } | null,
  { named, pending, lack }: { readonly named: boolean; readonly pending: boolean; readonly lack?: string | undefined },
): Reported["reports"] {
  return definition.pipelines.map((pipeline) => {
    const found = trace ? evidenceOf(trace.cut, pipeline, definition.format, named) : null;
    return {
      definition,
      pipeline,
      evidence: found?.evidence ?? null,
      foreign: found?.foreign ?? false,
      pending: pending && found === null,
      ...(found || pending ? {} : { lack }),
      tracePipeline: found?.index ?? null,
      tracePath: found && trace ? trace.path : null,
    };
  });
}
