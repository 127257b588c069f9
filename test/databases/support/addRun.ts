import type { Server } from "./servers.ts";

/** Adds an execution to a pipeline of an ML Metadata database, of the node and in the contexts of its first one. */
export function addRun(server: Server, database: string, pipeline: string): void {
  const first = `(SELECT min(a.execution_id) FROM Association a JOIN Context c ON c.id = a.context_id JOIN Type t ON t.id = c.type_id WHERE t.name = 'pipeline' AND c.name = '${pipeline}')`;
  const highest = (table: string): string =>
    server.run(`SELECT max(id) FROM ${table};`, database).replaceAll(/\D/g, "");
  const like = server.run(`SELECT ${first};`, database).replaceAll(/\D/g, "");
  const [execution, association] = [Number(highest("Execution")) + 1, Number(highest("Association"))];
  server.run(
    `INSERT INTO Execution (id, type_id, last_known_state, name, create_time_since_epoch, last_update_time_since_epoch)
       SELECT ${execution}, type_id, 3, 'added-${execution}', create_time_since_epoch + 60000, last_update_time_since_epoch + 120000 FROM Execution WHERE id = ${like};
     INSERT INTO Association (id, context_id, execution_id)
       SELECT ${association} + row_number() OVER (ORDER BY id), context_id, ${execution} FROM Association WHERE execution_id = ${like};`,
    database,
  );
}
