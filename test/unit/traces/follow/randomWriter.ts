import { DatabaseSync } from "node:sqlite";
import type { Random } from "../../../generate/random.ts";

/** So many of the changes are such as programs make while they run. */
const growths = 7;

/** Changes a store of ML Metadata as its library does, and as it never would: one step, one transaction. */
export class RandomWriter {
  readonly #db: DatabaseSync;
  readonly #random: Random;
  #clock = Date.UTC(2026, 0, 1);

  constructor(path: string, random: Random, journal: "DELETE" | "TRUNCATE" | "PERSIST" | "WAL") {
    this.#db = new DatabaseSync(path);
    this.#random = random;
    this.#db.exec(`PRAGMA synchronous = OFF; PRAGMA journal_mode = ${journal}; PRAGMA wal_autocheckpoint = 20`);
  }

  close(): void {
    this.#db.close();
  }

  /** Makes one change and says which; `growth`: one of those that programs make while they run. */
  step(growth = false): string {
    const [name, change] = this.#pick(growth ? this.#changes.slice(0, growths) : this.#changes);
    this.#db.exec("BEGIN");
    for (let times = 1 + this.#random.below(4); times > 0; times--) change();
    this.#db.exec(this.#random.chance(0.1) ? "ROLLBACK" : "COMMIT");
    return name;
  }

  /** Adds a run of a node. */
  add(): void {
    this.#run();
  }

  readonly #changes: readonly (readonly [name: string, change: () => void])[] = [
    ["a run of a node", () => this.#run()],
    ["a run of a node", () => this.#run()],
    ["a run of a pipeline", () => this.#pipelineRun()],
    ["a property of what is old", () => this.#addProperty()],
    [
      "an execution ends",
      () =>
        this.#change(
          "UPDATE Execution SET last_known_state = 3 + ? % 4, last_update_time_since_epoch = ? WHERE id = ?",
        ),
    ],
    ["a new event on what is old", () => this.#event(this.#any("Execution"), this.#any("Artifact"))],
    [
      "a state changes in its place",
      () => this.#change("UPDATE Execution SET last_known_state = ? % 7, create_time_since_epoch = ? WHERE id = ?"),
    ],
    ["a model is blessed", () => this.#property("ArtifactProperty", "artifact_id", this.#any("Artifact"), "blessed")],
    ["a long value", () => this.#long()],
    [
      "a long value changes",
      () =>
        this.#db.prepare("UPDATE ExecutionProperty SET string_value = ? WHERE name = 'long'").run(this.#text(9_000)),
    ],
    ["an execution goes", () => this.#delete("Execution")],
    ["an artifact goes", () => this.#delete("Artifact")],
    ["events go", () => this.#db.prepare("DELETE FROM Event WHERE id % 97 = ?").run(this.#random.below(97))],
    [
      "an association moves",
      () =>
        this.#db
          .prepare("UPDATE OR IGNORE Association SET context_id = 1 + ? WHERE rowid = ?")
          .run(this.#random.below(3), this.#random.below(200)),
    ],
    ["the last property goes and another comes", () => this.#swapLast()],
    [
      "a context is named anew",
      () =>
        this.#db
          .prepare("UPDATE OR IGNORE Context SET name = ? WHERE id = ?")
          .run(this.#text(20), this.#any("Context")),
    ],
  ];

  #run(): void {
    const type = this.#any("Type");
    this.#clock += 1000;
    const { lastInsertRowid: execution } = this.#db
      .prepare(
        "INSERT INTO Execution (type_id, last_known_state, create_time_since_epoch, last_update_time_since_epoch) VALUES (?, ?, ?, ?)",
      )
      .run(type, 1 + this.#random.below(6), this.#clock, this.#clock + this.#random.below(900));
    this.#property("ExecutionProperty", "execution_id", Number(execution), "module_file");
    this.#db
      .prepare("INSERT INTO Association (context_id, execution_id) VALUES (?, ?)")
      .run(this.#any("Context"), execution);
    const { lastInsertRowid: artifact } = this.#db
      .prepare(
        "INSERT INTO Artifact (type_id, uri, create_time_since_epoch, last_update_time_since_epoch) VALUES (?, ?, ?, ?)",
      )
      .run(type, this.#text(40), this.#clock, this.#clock);
    this.#event(Number(execution), Number(artifact));
    this.#event(Number(execution), this.#any("Artifact"));
  }

  /** Nodes in contexts of their own, each reading what the one before wrote. */
  #pipelineRun(): void {
    this.#clock += 1000;
    const contexts = this.#db.prepare("SELECT min(id) AS id, type_id AS type FROM Context GROUP BY type_id").all();
    const own = contexts.map(({ id, type }) =>
      this.#random.chance(0.5)
        ? Number(id)
        : Number(
            this.#db.prepare("INSERT INTO Context (type_id, name) VALUES (?, ?)").run(Number(type), this.#text(12))
              .lastInsertRowid,
          ),
    );
    let before = this.#any("Artifact");
    for (let node = this.#random.below(4); node >= 0; node--) {
      const like = this.#any("Execution");
      const { lastInsertRowid: execution } = this.#db
        .prepare(
          "INSERT INTO Execution (type_id, last_known_state, create_time_since_epoch, last_update_time_since_epoch) SELECT type_id, 2, ?, ? FROM Execution WHERE id = ?",
        )
        .run(this.#clock, this.#clock, like);
      for (const context of own) {
        this.#db
          .prepare("INSERT OR IGNORE INTO Association (context_id, execution_id) VALUES (?, ?)")
          .run(context, execution);
      }
      this.#event(Number(execution), before);
      const { lastInsertRowid: artifact } = this.#db
        .prepare(
          "INSERT INTO Artifact (type_id, uri, create_time_since_epoch, last_update_time_since_epoch) SELECT type_id, ?, ?, ? FROM Artifact WHERE id = ?",
        )
        .run(`root/${this.#text(9)}`, this.#clock, this.#clock, this.#any("Artifact"));
      before = Number(artifact);
      this.#event(Number(execution), before);
    }
  }

  #addProperty(): void {
    const [table, key, of] = this.#pick([
      ["ArtifactProperty", "artifact_id", "Artifact"],
      ["ExecutionProperty", "execution_id", "Execution"],
    ] as const);
    this.#db
      .prepare(`INSERT OR IGNORE INTO ${table} (${key}, name, is_custom_property, string_value) VALUES (?, ?, 1, ?)`)
      .run(this.#any(of), this.#pick(["span", "blessed", "pushed", "module_file", this.#text(5)]), this.#text(3));
  }

  #event(execution: number, artifact: number): void {
    const { lastInsertRowid: event } = this.#db
      .prepare(
        "INSERT OR IGNORE INTO Event (artifact_id, execution_id, type, milliseconds_since_epoch) VALUES (?, ?, ?, ?)",
      )
      .run(artifact, execution, 3 + this.#random.below(2), this.#clock);
    this.#db
      .prepare("INSERT INTO EventPath (event_id, is_index_step, step_key) VALUES (?, 0, ?)")
      .run(event, this.#pick(["model", "examples", "base_model"]));
  }

  #property(table: string, key: string, id: number, name: string): void {
    this.#db
      .prepare(`INSERT OR REPLACE INTO ${table} (${key}, name, is_custom_property, string_value) VALUES (?, ?, 1, ?)`)
      .run(id, name, String(this.#random.below(2)));
  }

  #long(): void {
    this.#db
      .prepare(
        "INSERT OR REPLACE INTO ExecutionProperty (execution_id, name, is_custom_property, string_value) VALUES (?, 'long', 1, ?)",
      )
      .run(this.#any("Execution"), this.#text(9_000));
  }

  #change(sql: string): void {
    this.#clock += 10;
    this.#db.prepare(sql).run(this.#random.below(100), this.#clock, this.#any("Execution"));
  }

  #delete(table: string): void {
    this.#db.prepare(`DELETE FROM ${table} WHERE id = ?`).run(this.#any(table));
  }

  #swapLast(): void {
    this.#db.exec("DELETE FROM ArtifactProperty WHERE rowid = (SELECT max(rowid) FROM ArtifactProperty)");
    this.#property("ArtifactProperty", "artifact_id", this.#any("Artifact"), "span");
  }

  #any(table: string): number {
    const rows = this.#db.prepare(`SELECT id FROM ${table}`).all();
    return Number(rows[this.#random.below(rows.length)]?.["id"] ?? 1);
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#random.below(from.length)] as T;
  }

  #text(length: number): string {
    return String(this.#random.below(1_000_000)).padStart(length, "x");
  }
}
