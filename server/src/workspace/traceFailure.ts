import { CancelledError } from "../model/cancel.ts";
import { DatabaseError } from "../traces/database/databaseError.ts";
import { NotAStoreError } from "../traces/notAStore.ts";
import type { TraceFailure } from "../traces/reader.ts";
import { SqlError } from "../traces/sqlite/database.ts";
import { NotAFileError } from "../traces/sqlite/fileState.ts";
import { UnreadableError } from "../traces/sqlite/readConsistently.ts";
import { DamagedStoreError } from "../traces/sqlite/tables.ts";
import { traceName } from "../traces/traceName.ts";

const restore = "Restore it from a copy, or choose another trace.";
const choose = "Choose another trace.";

/** What went wrong with a file, in one line: `name: cause. Nothing was changed. Cure.` */
export function failureOf(error: unknown, path: string): TraceFailure {
  const failure = (code: TraceFailure["code"], cause: string, cure: string): TraceFailure => ({
    code,
    message: oneLine(`${traceName(path)}: ${cause}. Nothing was changed. ${cure}`),
  });
  if (error instanceof CancelledError) return { code: "cancelled", message: oneLine(`${traceName(path)}: cancelled.`) };
  if (error instanceof NotAStoreError || error instanceof UnreadableError || error instanceof DatabaseError) {
    return failure(error.code, error.message, error.cure);
  }
  if (error instanceof SqlError || error instanceof DamagedStoreError) {
    return failure("damaged", `not a readable SQLite file (${error.message})`, restore);
  }
  if (error instanceof NotAFileError) return failure("unreadable", error.message, choose);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT" || code === "ENOTDIR")
    return failure("missing", "no such file", "Check the path, or choose another trace.");
  if (code === "EACCES" || code === "EPERM") {
    return failure(
      "unreadable",
      "the file may not be read (permission denied)",
      "Change its permissions, or choose another trace.",
    );
  }
  return failure("unreadable", `cannot be read (${error instanceof Error ? error.message : String(error)})`, choose);
}

/** Names of files and messages of libraries may hold line breaks. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .slice(0, 1000)
    .trim();
