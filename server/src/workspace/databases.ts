import { createHash } from "node:crypto";
import type { Definition } from "../model/definition.ts";
import type { DatabaseAnswer } from "../protocol.ts";
import { addressText, isDatabaseAddress, parseAddress } from "../traces/database/address.ts";
import { DatabaseError } from "../traces/database/databaseError.ts";
import { addressAt } from "../traces/database/format.ts";
import { pipelinesInDatabase } from "../traces/database/smallQuestions.ts";
import { stateOfDatabase } from "../traces/database/stateOfDatabase.ts";
import { failureOf } from "./traceFailure.ts";

/** What the workspace knows of databases. Passwords are asked for each time and never kept. */
export interface Databases {
  /** The password for a trace that is a database; null for files, and where none is known. */
  password(path: string): Promise<string | null>;
  /**
   * The trace of which only a definition's pipeline is read, where the database has one of its name; the trace as it is else. Names are asked for once until
   * {@link clear}.
   */
  narrow(path: string, definition: Definition): Promise<string>;
  /** Connects with a password that is not stored yet; null: with the one that is known. */
  connect(path: string, password: string | null): Promise<DatabaseAnswer>;
  /**
   * What tells one state of a database from another; see `stateOfDatabase`. Null where nobody answers, {@link refusedState} where the user is not let in: it is
   * then not asked again until there is another password.
   */
  state(path: string, isNow: boolean): Promise<string | null>;
  /** Forgets which pipelines databases have. */
  clear(): void;
}

/** The state of a database that does not let the user in. */
export const refusedState = "refused";

export interface DatabasesOptions {
  /** Asks who keeps them for the password of a database. */
  readonly askPassword: (path: string) => Promise<string | null>;
  readonly mayConnect: () => boolean;
}

export function createDatabases({ askPassword, mayConnect }: DatabasesOptions): Databases {
  const known = new Map<string, Promise<DatabaseAnswer>>();
  /** What definitions were given of databases when these last answered. */
  const narrowed = new Map<string, string>();
  /** Of a database that did not let the user in the digest of the password that it refused. */
  const refused = new Map<string, string>();
  const password = async (path: string): Promise<string | null> =>
    isDatabaseAddress(path) && mayConnect() ? askPassword(path) : null;
  const pipelines = async (path: string, given: string | null): Promise<DatabaseAnswer> => {
    try {
      const address = addressAt(path, mayConnect());
      return { type: "pipelines", names: await pipelinesInDatabase(address, given ?? (await password(path))) };
    } catch (error) {
      const { code, message } = failureOf(error, path);
      return { type: "failure", isDenied: code === "denied", message };
    }
  };
  return {
    password,
    async narrow(path, { pipelines: defined, format }) {
      const parsed = parseAddress(path);
      if (!parsed.ok || parsed.value.pipeline !== null || !mayConnect()) return path;
      const names = known.get(path) ?? pipelines(path, null);
      known.set(path, names);
      const answer = await names;
      const key = JSON.stringify([path, format, ...defined.map(({ name }) => name)]);
      if (answer.type === "failure") {
        known.delete(path);
        // It is read as it was before: what is known of it stays in use.
        return narrowed.get(key) ?? path;
      }
      const called = defined.flatMap(({ name }) => (name !== null && answer.names.includes(name) ? [name] : []));
      const session = format === "tfx-notebook" && answer.names.includes("interactive") ? ["interactive"] : [];
      const [pipeline, more] = [...new Set([...called, ...(called.length === 0 ? session : [])])];
      const part = pipeline === undefined || more !== undefined ? path : addressText({ ...parsed.value, pipeline });
      narrowed.set(key, part);
      return part;
    },
    connect: pipelines,
    async state(path, isNow) {
      try {
        const given = await password(path);
        const mark = digestOf(given);
        if (refused.get(path) === mark) return refusedState;
        refused.delete(path);
        const address = addressAt(path, mayConnect());
        try {
          return await stateOfDatabase(address, given, isNow);
        } catch (error) {
          if (!(error instanceof DatabaseError && error.refused)) return null;
          refused.set(path, mark);
          return refusedState;
        }
      } catch {
        return null;
      }
    },
    clear: () => known.clear(),
  };
}

const digestOf = (password: string | null): string =>
  createHash("sha256").update(JSON.stringify(password)).digest("base64");
