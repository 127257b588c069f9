import type { SqlRow } from "../sqlite/database.ts";
import { accountOf, addressText, type DatabaseAddress } from "./address.ts";
import { type Connection, connect } from "./connection.ts";

export type Query = (sql: string, values?: readonly (number | string)[]) => Promise<readonly SqlRow[]>;

/** How long a connection is kept for the next question, milliseconds. */
const idle = 15_000;

interface Kept {
  readonly password: string | null;
  readonly connection: Connection;
  closing: NodeJS.Timeout | undefined;
  /** Questions under way. */
  busy: number;
}

const kept = new Map<string, Kept>();

/**
 * Asks a database a few questions without waiting in this thread. The connection, which sees one state, is kept for some seconds: questions come in groups. Errors are
 * `DatabaseError`.
 */
export async function withConnection<T>(
  address: DatabaseAddress,
  password: string | null,
  use: (query: Query) => Promise<T>,
): Promise<T> {
  const key = `${accountOf(address)} ${addressText({ ...address, pipeline: null })}`;
  const one = keptFor(key, address, password);
  clearTimeout(one.closing);
  one.busy++;
  try {
    return await use(one.connection.query);
  } catch (error) {
    drop(key, one);
    throw error;
  } finally {
    one.busy--;
    if (one.busy === 0) {
      one.closing = setTimeout(() => drop(key, one), idle);
      one.closing.unref();
    }
  }
}

/** As {@link withConnection}, on a connection of its own: what it sees is how it is now. */
export async function withNewConnection<T>(
  address: DatabaseAddress,
  password: string | null,
  use: (query: Query) => Promise<T>,
): Promise<T> {
  const connection = connect(address, password);
  try {
    return await use(connection.query);
  } finally {
    void connection.close();
  }
}

function keptFor(key: string, address: DatabaseAddress, password: string | null): Kept {
  const known = kept.get(key);
  if (known?.password === password) return known;
  if (known) drop(key, known);
  const made: Kept = { password, connection: connect(address, password), closing: undefined, busy: 0 };
  kept.set(key, made);
  return made;
}

function drop(key: string, one: Kept): void {
  clearTimeout(one.closing);
  if (kept.get(key) === one) kept.delete(key);
  if (one.busy === 0) void one.connection.close();
}
