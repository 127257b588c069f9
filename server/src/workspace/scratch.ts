import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A path for the private copy of a store, should one be needed; nothing is made yet. */
export const scratchFolder = (): string => join(tmpdir(), `graphlet-${randomUUID()}`);
