import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Options } from "ajv";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";

const schemaFile = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

/** What of a log is not as SARIF 2.1.0 wants it; empty where all is. */
export function sarifErrors(log: unknown): readonly string[] {
  // The schema's pattern of languages has a bracket that stands alone.
  const options: Options = { allErrors: true, strict: false, unicodeRegExp: false };
  const ajv = new Ajv(options);
  addFormats(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")));
  return validate(log) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
