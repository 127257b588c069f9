import type { Server } from "../test/databases/support/servers.ts";

/** Columns that number rows of the store, and so differ between its copies; types are shared. */
const numbers = /^(?:id|(?:artifact|execution|context|parent_context|event)_id)$/;
/** Tables that the copies share. */
const shared: ReadonlySet<string> = new Set(["type", "typeproperty", "parenttype", "mlmdenv"]);

/** More than any table of the first copy has rows. */
const stride = 2_000_000;

/** Makes a database that holds `from` copies of a store hold `to` of them, each with pipelines of its own, within the server. */
export function multiplyStore(server: Server, database: string, from: number, to: number): void {
  const isMysql = server.engine === "mysql";
  const quoted = (name: string): string => (isMysql ? `\`${name}\`` : `"${name}"`);
  const schema = isMysql ? `'${database}'` : "'public'";
  const columns = server
    .run(
      `SELECT concat(table_name, ' ', column_name) FROM information_schema.columns WHERE table_schema = ${schema} ORDER BY ordinal_position;`,
      database,
    )
    .trim()
    .split("\n")
    .map((line) => line.split(" "));
  const tables = new Map<string, string[]>();
  for (const [table = "", column = ""] of columns) tables.set(table, [...(tables.get(table) ?? []), column]);
  for (let copy = from; copy < to; copy++) {
    const statements = [...tables]
      .filter(([table]) => !shared.has(table.toLowerCase()))
      .map(([table, names]) => {
        const values = names.map((name) => {
          if (numbers.test(name)) return `${quoted(name)} + ${copy * stride}`;
          const isName = table.toLowerCase() === "context" && name === "name";
          return isName ? `concat(${quoted(name)}, '-${copy}')` : quoted(name);
        });
        const first = table.toLowerCase().endsWith("path") ? "event_id" : names.find((name) => numbers.test(name));
        return `INSERT INTO ${quoted(table)} SELECT ${values.join(", ")} FROM ${quoted(table)} WHERE ${quoted(first ?? "id")} < ${stride}`;
      });
    server.run(`${statements.join(";\n")};\n`, database);
  }
  if (to > from && !isMysql) server.run("ANALYZE;", database);
}
