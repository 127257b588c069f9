// A program of its own that holds a SQLite file open, as a running pipeline does. Line on standard input: SQL to run, or `exit`;
// answer on standard output: `done`, or the error.

import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";

const db = new DatabaseSync(process.argv[2]);
db.exec("PRAGMA busy_timeout = 0");
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "exit") process.exit(0);
  if (line === "crash") process.kill(process.pid, "SIGKILL");
  try {
    db.exec(line);
    console.log("done");
  } catch (error) {
    console.log(error.message);
  }
}
