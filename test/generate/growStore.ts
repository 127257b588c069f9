/**
 * A program of its own that writes to a store of ML Metadata as running pipelines do: `growStore.ts PATH JOURNAL EXECUTIONS_A_SECOND SECONDS
 * EXECUTIONS_A_TRANSACTION`. A transaction adds a run of the store's first pipeline: its nodes in turn, each reading what the one before wrote, the last one
 * still running; the next transaction ends it. Prints the executions that it committed, a line a transaction.
 */
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

interface Node {
  readonly context: number;
  readonly type: number;
  readonly artifactType: number;
}

const [path = "", journal = "DELETE", perSecond = "1000", seconds = "1", perTransaction = "10"] = process.argv.slice(2);
const db = new DatabaseSync(path);
db.exec(`PRAGMA busy_timeout = 5000; PRAGMA journal_mode = ${journal}`);

const rows = (sql: string): readonly Record<string, unknown>[] => db.prepare(sql).all();
const [pipeline = 1] = rows(
  "SELECT c.id FROM Context c JOIN Type t ON t.id = c.type_id WHERE t.name = 'pipeline' ORDER BY c.id LIMIT 1",
).map((row) => Number(row["id"]));
const [runType = 1] = rows("SELECT id FROM Type WHERE name = 'pipeline_run'").map((row) => Number(row["id"]));
/** The nodes of the store's first pipeline, each with the types that it has there. */
const nodes = rows(
  `SELECT c.id AS context, min(e.type_id) AS type, min(a.type_id) AS artifact FROM Context c JOIN Type t ON t.id = c.type_id AND t.name = 'node'
   JOIN Association s ON s.context_id = c.id JOIN Execution e ON e.id = s.execution_id
   JOIN Event v ON v.execution_id = e.id AND v.type = 4 JOIN Artifact a ON a.id = v.artifact_id GROUP BY c.id ORDER BY c.id`,
).map(
  (row): Node => ({
    context: Number(row["context"]),
    type: Number(row["type"]),
    artifactType: Number(row["artifact"]),
  }),
);

const insert = (table: string, columns: string) =>
  db.prepare(`INSERT INTO ${table} (${columns}) VALUES (${columns.replace(/\w+/g, "?")})`);
const addContext = insert("Context", "type_id, name");
const addExecution = insert(
  "Execution",
  "type_id, last_known_state, name, create_time_since_epoch, last_update_time_since_epoch",
);
const addArtifact = insert("Artifact", "type_id, uri, create_time_since_epoch, last_update_time_since_epoch");
const addEvent = insert("Event", "artifact_id, execution_id, type, milliseconds_since_epoch");
const addStep = insert("EventPath", "event_id, is_index_step, step_key");
const addProperty = insert("ExecutionProperty", "execution_id, name, is_custom_property, string_value");
const associate = insert("Association", "context_id, execution_id");
const endAll = db.prepare("UPDATE Execution SET last_known_state = 3, last_update_time_since_epoch = ? WHERE id = ?");

let running: number[] = [];
let total = 0;

function transaction(number: number, size: number): void {
  const now = Date.now();
  db.exec("BEGIN IMMEDIATE");
  for (const id of running) endAll.run(now, id);
  running = [];
  const run = Number(addContext.run(runType, `live-${number}`).lastInsertRowid);
  let before: number | null = null;
  for (let place = 0; place < size; place++) {
    const node = nodes[place % nodes.length] as Node;
    const isLast = place === size - 1;
    const execution = Number(
      addExecution.run(node.type, isLast ? 2 : 3, `live-${number}-${place}`, now, now + place).lastInsertRowid,
    );
    if (isLast) running.push(execution);
    addProperty.run(execution, "module_file", 1, `module-${number % 50}.py`);
    for (const context of [pipeline, run, node.context]) associate.run(context, execution);
    if (before !== null) addStep.run(addEvent.run(before, execution, 3, now).lastInsertRowid, 0, "examples");
    before = Number(addArtifact.run(node.artifactType, `root/${number}/${place}`, now, now).lastInsertRowid);
    addStep.run(addEvent.run(before, execution, 4, now).lastInsertRowid, 0, "output");
  }
  db.exec("COMMIT");
  total += size;
}

const size = Number(perTransaction);
const began = performance.now();
const until = began + Number(seconds) * 1000;
for (let number = 0; performance.now() < until; number++) {
  transaction(number, size);
  console.log(total);
  const due = began + (total / Number(perSecond)) * 1000;
  const wait = due - performance.now();
  if (wait > 0.5) await sleep(wait);
}
db.close();
