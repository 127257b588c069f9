import { expect, test, vi } from "vitest";
import { readTables } from "../../../../server/src/traces/mlmd/readStore.ts";
import { FollowedDatabase, type Unfinished } from "../../../../server/src/traces/sqlite/follow/followDatabase.ts";
import { KeptTable } from "../../../../server/src/traces/sqlite/follow/keptTable.ts";
import { KeptTables } from "../../../../server/src/traces/sqlite/follow/keptTables.ts";
import { generateStore } from "../../../generate/generateStore.ts";
import { Random } from "../../../generate/random.ts";
import { control, plainOptions, testFolder } from "../folder.ts";
import { RandomWriter } from "./randomWriter.ts";

const file = testFolder();
const unfinished: Unfinished = { table: "Execution", column: "last_known_state", isOpen: (state) => state !== 3 };
/** More pages than change where others add, and fewer than there are. */
const many = 200;

/** Lets others write in the middle of each look that compares many pages. */
function disturb(write: () => void): void {
  let compared = 0;
  const update = KeptTables.prototype.update;
  const compare = KeptTable.prototype.compare;
  vi.spyOn(KeptTables.prototype, "update").mockImplementation(function (this: KeptTables, ...given) {
    compared = 0;
    return update.apply(this, given);
  });
  vi.spyOn(KeptTable.prototype, "compare").mockImplementation(function (this: KeptTable, ...given) {
    compare.apply(this, given);
    if (++compared === many) write();
  });
}

test("after a look at all pages for which others leave no time comes one at fewer pages", async () => {
  const path = file("disturbed.sqlite");
  generateStore(path, { executions: 3_000, caching: false });
  const database = new FollowedDatabase(path, unfinished);
  const read = () => database.look((tables) => readTables(() => tables, plainOptions, control), control.token);
  await read();
  const writer = new RandomWriter(path, new Random(3), "DELETE");
  let added = 0;
  disturb(() => {
    writer.add();
    added++;
  });
  const { value } = await read();
  vi.restoreAllMocks();
  writer.close();
  expect(added).toBeGreaterThan(0);
  expect(value?.counts.executions).toBe(3_000 + added);
});
