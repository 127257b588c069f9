import { refusedState } from "./databases.ts";

/** A database that is followed: asked from time to time whether anything is new, less often the longer nothing was. Times are of `performance.now()`. */
export interface DatabaseFollow {
  /** State of which what is known was read, or an older one; null where nobody knows. */
  readonly known: string | null;
  /** How long the next question is waited for, milliseconds, and until when. */
  readonly wait: number;
  readonly until: number;
}

/** How databases are followed. */
export interface FollowedDatabases {
  /** Milliseconds between two questions, at first; 0: none are asked. */
  every(): number;
  /** Somebody sees what is in it. */
  isInView(path: string): boolean;
  /** What tells one state from another, now or as the connection of late sees it; null where nobody answers. */
  state(path: string, isNow: boolean): Promise<string | null>;
}

/** So many times as long as at first is waited for at most. */
const most = 10;
const growth = 1.5;

/** Begins to follow a database that is read from now on, so that what is read is never older than the state that is known. Null where it is not followed. */
export async function beginFollow(
  databases: FollowedDatabases | undefined,
  path: string,
): Promise<DatabaseFollow | null> {
  const every = databases?.every() ?? 0;
  if (!databases || every === 0) return null;
  const known = await databases.state(path, false);
  return { known, wait: every, until: performance.now() + every };
}

/** Whether it is time to ask a database. */
export const isDue = ({ every, isInView }: FollowedDatabases, path: string, follow: DatabaseFollow | null): boolean =>
  every() > 0 && isInView(path) && performance.now() >= (follow?.until ?? 0);

/** Asks a database; `isNew`: it is to be read again. */
export async function askAgain(
  databases: FollowedDatabases,
  path: string,
  follow: DatabaseFollow | null,
): Promise<DatabaseFollow & { readonly isNew: boolean }> {
  const state = await databases.state(path, true);
  const known = follow?.known ?? null;
  const every = databases.every();
  const isNew = known !== null && state !== null && state !== known;
  // Of who is not let in the server is not asked: it costs nothing to see whether there is another password.
  const wait =
    isNew || state === refusedState ? every : Math.min(Math.max(follow?.wait ?? 0, every) * growth, every * most);
  return { known: state ?? known, wait, until: performance.now() + wait, isNew };
}
