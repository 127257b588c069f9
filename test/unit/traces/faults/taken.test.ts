import { readFileSync, rmSync, utimesSync } from "node:fs";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { followTraceWith, readTraceWith } from "../../../../server/src/workspace/traceInThread.ts";
import { generateStore } from "../../../generate/generateStore.ts";
import { control, plainOptions } from "../folder.ts";
import { folderOf } from "../temp.ts";
import { fileStore, textTraces, writeAll, writeMlflowDatabase } from "./samples.ts";

/** Every kind of trace by the name of its file or folder. */
const traces: Readonly<Record<string, (folder: string) => void>> = {
  "metadata.sqlite": (folder) => void generateStore(join(folder, "metadata.sqlite"), { executions: 3_000 }),
  "mlflow.db": (folder) => writeMlflowDatabase(join(folder, "mlflow.db")),
  mlruns: (folder) => writeAll(folder, fileStore),
  ...Object.fromEntries(
    Object.entries(textTraces).map(([name, content]) => [
      name,
      (folder: string) => writeAll(folder, { [name]: content }),
    ]),
  ),
};

test.each(Object.keys(traces))("%s that is deleted while it is read is read, or told of in one line", async (name) => {
  for (const after of [0, 1, 2, 4, 8, 16]) {
    const folder = folderOf({});
    traces[name]?.(folder);
    const path = join(folder, name);
    if (name.includes(".")) utimesSync(path, 1, 1);
    const reading = readTraceWith("auto", `${folder}.scratch`, path, plainOptions, control);
    setTimeout(() => rmSync(path, { recursive: true, force: true }), after);
    const result = await reading;
    const told = result.ok ? "" : result.error.message;
    expect([result.ok, told.startsWith(`${basename(path)}: `), /[\r\n]/.test(told)]).toEqual([
      result.ok,
      !result.ok,
      false,
    ]);
  }
});

describe("a store that another program has for itself alone", () => {
  test.each([
    ["before it wrote", 0],
    ["with half a transaction in the file", 5_000],
  ])("%s is followed past it, and it goes on", async (_, rows) => {
    const path = join(folderOf({}), "metadata.sqlite");
    generateStore(path, { executions: 100 });
    const db = new DatabaseSync(path);
    db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = 2; BEGIN EXCLUSIVE");
    const add = db.prepare("INSERT INTO Execution (type_id, last_known_state) VALUES (1, 3)");
    for (let row = 0; row < rows; row++) add.run();
    const before = readFileSync(path);
    const { follower } = await followTraceWith("auto", `${path}.scratch`, path, plainOptions);
    const { trace } = await follower.look(control);
    expect(trace?.counts.executions).toBe(100);
    expect(readFileSync(path).equals(before)).toBe(true);
    add.run();
    db.exec("COMMIT");
    const after = await follower.look(control);
    expect(after.trace?.counts.executions).toBe(101 + rows);
    db.close();
  });
});
