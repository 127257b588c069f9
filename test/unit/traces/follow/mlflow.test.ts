import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { Trace } from "../../../../server/src/model/trace.ts";
import { mlflowSql } from "../../../../server/src/traces/mlflow/format.ts";
import { writeMlflowDatabase } from "../faults/samples.ts";
import { control, plainOptions, readGood } from "../folder.ts";
import { folderOf } from "../temp.ts";

test.each(["DELETE", "WAL"])(
  "a database of MLflow that grows (%s) is followed to what a fresh reading gives",
  async (journal) => {
    const path = join(folderOf({}), "mlflow.db");
    writeMlflowDatabase(path);
    const db = new DatabaseSync(path);
    db.exec(`PRAGMA synchronous = OFF; PRAGMA journal_mode = ${journal}`);
    const resources = {
      get engine(): never {
        throw new Error("read as a whole");
      },
      scratch: "",
      password: null,
    };
    const follower = mlflowSql.follow?.(path, plainOptions, resources);
    let trace: Trace | null = null;
    for (const change of [
      "SELECT 1",
      "INSERT INTO runs VALUES ('run-x', 'train', 'RUNNING', 9000, NULL, 'active', 1)",
      "INSERT INTO params VALUES ('rate', '7', 'run-x')",
      "UPDATE runs SET status = 'FINISHED', end_time = 9900 WHERE run_uuid = 'run-x'",
      "INSERT INTO tags VALUES ('mlflow.log-model.history', '[{\"artifact_path\":\"model\"}]', 'run-x')",
      "UPDATE model_versions SET current_stage = 'Archived'",
      "INSERT INTO model_versions VALUES ('taxi', 2, 'run-x', 'runs:/run-x/model', 'Production', 9950, 9960)",
      "DELETE FROM runs WHERE run_uuid = 'run-7'",
      "INSERT INTO experiments VALUES (2, 'a later one')",
      "VACUUM",
    ]) {
      db.exec(change);
      trace = (await follower?.look(control))?.trace ?? trace;
      expect([change, trace]).toEqual([change, await readGood(path)]);
    }
    db.close();
  },
);
