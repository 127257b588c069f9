import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { neverCancelled } from "../../../../server/src/model/cancel.ts";
import { documentsOf } from "../../../../server/src/traces/openLineage/documents.ts";
import { folderOf } from "../temp.ts";

describe("a file that is gone when it is opened", () => {
  test.each([
    ["events.ndjson", false],
    ["events.ndjson.gz", true],
  ])("%s ends the reading with the file system's error", async (name, isCompressed) => {
    const documents = documentsOf(join(folderOf({}), name), isCompressed, neverCancelled, { skipped: 0 });
    await expect(documents.next()).rejects.toThrow("ENOENT");
  });
});
