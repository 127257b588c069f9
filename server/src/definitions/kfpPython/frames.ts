import type { Frame } from "../tfxPython/machine.ts";
import type { ClassValue, FunctionValue } from "../tfxPython/values.ts";

/** A frame to read the annotations of a function or class in. */
export const topFrame = ({ source, scope }: FunctionValue | ClassValue): Frame => ({
  index: 0,
  scope,
  source,
  module: scope.module,
  function: null,
  parent: null,
  depth: 0,
  returns: [],
  yields: [],
  sites: new Map(),
});
