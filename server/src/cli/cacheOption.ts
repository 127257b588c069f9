import { resolve } from "node:path";
import type { OptionValues } from "./options.ts";

/** What `--cache` asks for, as part of the options for reading. */
export const cacheOption = ({ cache }: OptionValues): { readonly cache?: string } =>
  cache === undefined || cache === "" ? {} : { cache: resolve(cache) };
