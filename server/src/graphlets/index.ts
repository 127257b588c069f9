import type { CancelToken } from "../model/cancel.ts";
import type { Graphlets } from "../model/graphlet.ts";
import type { Trace } from "../model/trace.ts";
import { cutColumns } from "./cut.ts";
import { graphletsOf, graphletsSlowly } from "./graphletsOf.ts";

export type { GraphletColumns } from "./columns.ts";
export { cutColumns, graphletsOf, graphletsSlowly };

/**
 * All graphlets of a trace: what each model was made from, what became of it, and what that cost. Linear in the edges that
 * the graphlets visit. To cut in another thread, cut columns there and show them here: `graphletsOf(trace, columns)`.
 * @throws CancelledError when the token is cancelled.
 */
export const cutGraphlets = (trace: Trace, token: CancelToken): Graphlets =>
  graphletsOf(trace, cutColumns(trace, token));
