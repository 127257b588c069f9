import type { DefinitionHost } from "../definitions/host.ts";
import { maxSourceBytes, readTextNow } from "../workspace/files.ts";
import { moduleHost } from "../workspace/moduleHost.ts";

/** Reads sibling modules from the disk. */
export const diskHost: DefinitionHost = moduleHost((path) => readTextNow(path, maxSourceBytes)?.text ?? null);
