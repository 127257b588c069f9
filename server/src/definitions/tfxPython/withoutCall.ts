import { unknown } from "./choices.ts";
import type { PipelineMade, Place } from "./values.ts";

/** A pipeline that no `Pipeline(…)` call declares: a notebook's session, or a list of components whose pipeline is elsewhere. */
export const withoutCall = (place: Place): PipelineMade => ({
  index: 0,
  name: unknown,
  place,
  namePlace: null,
  members: [],
  open: null,
  outputs: unknown,
  inputs: unknown,
  caching: null,
  stores: [],
  inDatabase: false,
  conditions: [],
  frame: 0,
  imported: false,
  unfinished: true,
  upstream: new Set(),
  id: null,
});
