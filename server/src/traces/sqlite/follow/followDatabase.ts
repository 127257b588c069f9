import { setTimeout as sleep } from "node:timers/promises";
import { type CancelToken, throwIfCancelled } from "../../../model/cancel.ts";
import type { SqlValue } from "../database.ts";
import type { Tables } from "../tables.ts";
import { isStill } from "./digest.ts";
import { type IsDue, type KeptPage, KeptTables, NotKeptError } from "./keptTables.ts";
import { layoutOf } from "./layout.ts";
import { mostImaged, RoughImage } from "./roughImage.ts";
import { mostTaken, NotNowError, Snapshot, timeResolution } from "./snapshot.ts";
import { WriteAheadLog } from "./writeAheadLog.ts";

/** Rows that may change although they are old: those of a table whose column holds such a value. */
export interface Unfinished {
  readonly table: string;
  readonly column: string;
  readonly isOpen: (value: SqlValue) => boolean;
}

/** A look went on, and has to be gone on with. */
class ProgressError extends NotNowError {}

/** What a look at a followed database found. */
export interface DatabaseLook<T> {
  /** What was read; null where nothing changed since the last look. */
  readonly value: T | null;
  /** All pages were looked at, and a later write will show in the file's times. Else another look is due. */
  readonly isSettled: boolean;
}

/** How long a moment without a transaction is waited for, milliseconds. */
const patience = 4_000;
/** How long pages are confirmed at once, milliseconds: transactions leave little time between them. */
const leastAtOnce = 0.2;
const mostAtOnce = 4;
/** So many pages are read within any time. */
const fewPages = 32;
/** The last pages of a table, which are looked at each time. */
const lastPages = 8;
/** Pages with unfinished rows that are looked at each time, the last ones. */
const mostOpen = 256;

/**
 * Follows a SQLite file: what is read of its tables is kept, and a look reads only the pages that are new or changed. At rest, every known page of
 * the tables is compared with its checksum (with a write-ahead log: those only that were committed to it), so that nothing that changed can be missed. While
 * others write without pause there is no time for that: then the inner pages, the last pages and those with unfinished rows are looked at, and the rest at
 * the next rest. What a look gives is always one committed state of what it looked at. No lock, no copy.
 */
export class FollowedDatabase {
  readonly #path: string;
  readonly #unfinished: Unfinished;
  readonly #mostTaken: number;
  readonly #log = new WriteAheadLog();
  #kept: { readonly tables: KeptTables; readonly identity: string } | null = null;
  /** What is kept changed since it was last read. */
  #isChanged = false;
  /** What is kept is behind in pages that were not looked at. */
  #isBehind = false;
  /** There was no time for a look at all pages. */
  #isHurried = false;
  /** The file was written to while it was read for the first time. */
  #isBusy = false;
  /** A large file that is busy, until its tables are kept. */
  #image: RoughImage | null = null;
  /** The page that is confirmed next, of those that are to be. */
  #confirmNext = 0;
  /** How long pages are confirmed at once, milliseconds. */
  #confirmAtOnce = mostAtOnce;
  /** How long a look at all pages took, milliseconds. */
  #wholeTakes = 0;

  /** `most`: bytes of a file that is taken into memory as a whole before it is read. */
  constructor(path: string, unfinished: Unfinished, most = mostTaken) {
    this.#path = path;
    this.#mostTaken = most;
    this.#unfinished = unfinished;
  }

  /**
   * Throws what `read` throws, `NotNowError` where a transaction goes on, `Unscannable` where the file can only be read by SQLite, file system errors and
   * `CancelledError`.
   */
  async look<T>(read: (tables: Tables) => T, token: CancelToken): Promise<DatabaseLook<T>> {
    let until = performance.now() + patience;
    this.#isHurried = false;
    for (let tries = 0; ; tries++) {
      throwIfCancelled(token);
      try {
        return this.#look(read, token);
      } catch (error) {
        if (this.#kept === null) this.#isBusy = true;
        if (error instanceof NotKeptError) this.#kept = null;
        else if (!(error instanceof NotNowError)) {
          this.#kept = null;
          throw error;
        }
        if (error instanceof ProgressError) until = performance.now() + patience;
        if (performance.now() > until) throw error;
      }
      await sleep(tries % 5);
    }
  }

  /** The next look tells what is there, changed or not. */
  tellAnew(): void {
    this.#isChanged = true;
  }

  #look<T>(read: (tables: Tables) => T, token: CancelToken): DatabaseLook<T> {
    // Known before the file is looked at: then every moment counts.
    const probable = this.#isHurried ? this.#probable() : everything;
    const doubtful = this.#isHurried ? (this.#kept?.tables.doubtful() ?? []) : [];
    const file = new Snapshot(this.#path, this.#log);
    try {
      return this.#lookAt(file, read, token, probable, doubtful);
    } catch (error) {
      if (this.#kept?.tables.isBroken) this.#kept = null;
      // What looks like damage may be a transaction that began meanwhile.
      if (!(error instanceof NotNowError)) {
        this.#image = null;
        file.check();
      }
      throw error;
    } finally {
      file.close();
    }
  }

  #lookAt<T>(
    file: Snapshot,
    read: (tables: Tables) => T,
    token: CancelToken,
    probable: IsDue,
    doubtful: readonly KeptPage[],
  ): DatabaseLook<T> {
    const identity = `${file.identity}:${file.copyOf(1).readUInt32BE(40)}`;
    const known = this.#kept?.identity === identity ? this.#kept.tables : null;
    if (!known) {
      this.#kept = null;
      const isTaken = file.take(this.#mostTaken);
      if (!isTaken && this.#isBusy && file.isInFile && file.size <= mostImaged) {
        this.#image ??= new RoughImage(file);
        const bytes = this.#image.bringUpTo(file);
        file.check();
        file.lend(bytes);
      }
      const tables = new KeptTables(layoutOf(file));
      const value = tables.reading(file, token, () => read(tables));
      this.#kept = { tables, identity };
      this.#image = null;
      this.#isBusy = false;
      this.#isChanged = true;
      this.#isHurried = true;
      if (!isTaken) file.check();
      return this.#done(file, tables, value, true);
    }
    this.#confirm(file, doubtful);
    const isWhole = !this.#isHurried || file.age > 2 * this.#wholeTakes + timeResolution;
    const changed = this.#isBehind ? null : this.#log.changed;
    const isDue = !isWhole ? probable : changed === null ? everything : committed(changed);
    const started = performance.now();
    if (known.reading(file, token, () => known.update(isDue))) this.#isChanged = true;
    if (isWhole) {
      this.#wholeTakes = performance.now() - started;
      this.#isHurried = true;
    }
    file.check();
    return this.#done(file, known, this.#isChanged ? read(known) : null, isWhole);
  }

  /** What was read while others wrote is trusted page by page, as far as there is time between their transactions. */
  #confirm(file: Snapshot, doubtful: readonly KeptPage[]): void {
    const until = performance.now() + this.#confirmAtOnce;
    // If it fails, less is tried the next time.
    this.#confirmAtOnce = Math.max(leastAtOnce, this.#confirmAtOnce / 2);
    const confirmed: KeptPage[] = [];
    let seen = 0;
    // Pages that change all the time are never confirmed: each time others come first.
    for (; seen < doubtful.length && (seen < fewPages || performance.now() < until); seen++) {
      const one = doubtful[this.#confirmNext++ % doubtful.length];
      if (one && isStill(file, one.leaf.page, one.leaf)) confirmed.push(one);
    }
    if (confirmed.length === 0 && doubtful.length <= fewPages) return;
    file.check();
    this.#confirmAtOnce = Math.min(mostAtOnce, this.#confirmAtOnce * 4);
    for (const { kept, leaf } of confirmed) kept.trust(leaf);
    throw new ProgressError("there may be more");
  }

  #done<T>(file: Snapshot, tables: KeptTables, value: T | null, isWhole: boolean): DatabaseLook<T> {
    tables.settle();
    this.#log.settle();
    this.#isChanged = false;
    this.#isBehind = !isWhole;
    return { value, isSettled: isWhole && file.age >= timeResolution };
  }

  /** What changes where others add: the end of each table, and rows that are unfinished. */
  #probable(): IsDue {
    const { table, column, isOpen } = this.#unfinished;
    const open = this.#kept?.tables.pagesWith(table, column, isOpen, mostOpen);
    return (kept) => {
      const places = open?.get(kept);
      const end = kept.leaves.length - lastPages;
      return (_, index) => index >= end || places?.has(index) === true;
    };
  }
}

const everything: IsDue = () => () => true;

/** Rows that go on over other pages change without their own. */
const committed =
  (changed: ReadonlySet<number>): IsDue =>
  () =>
  ({ page, goesOn }) =>
    goesOn || changed.has(page);
