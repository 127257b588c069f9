import { setTimeout as sleep } from "node:timers/promises";
import { type CancelToken, throwIfCancelled } from "../../../model/cancel.ts";
import type { SqlValue } from "../database.ts";
import { isStill } from "./digest.ts";
import { type IsDue, type KeptPage, KeptTables, NotKeptError } from "./keptTables.ts";
import { layoutOf } from "./layout.ts";
import { mostImaged, RoughImage } from "./roughImage.ts";
import { mostTaken, NotNowError, Snapshot, timeResolution } from "./snapshot.ts";
import { waitForEnd } from "./waitForEnd.ts";
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

/** How long a moment without a transaction is waited for, milliseconds; and in all, where there is progress. */
const patience = 4_000;
const mostPatience = 30_000;
/** A file that was written so shortly ago is taken for one that others write to again and again, milliseconds. */
const lately = 1_000;
/** How many pages are confirmed at once, first and at most: transactions leave little time between them. */
const leastAtOnce = 64;
const firstAtOnce = 512;
const mostAtOnce = 4_096;
/** So many pages that are doubtful are read anew sooner than confirmed. */
const fewPages = 32;
/** New pages that are taken at once, at the end of the file. */
const mostNew = 16_384;
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
  /** There was no write-ahead log. */
  #isInFile = true;
  /** There was no time for a look at all pages. */
  #isHurried = false;
  /** The file was written to while it was read for the first time. */
  #isBusy = false;
  /** A large file that is busy, until its tables are kept. */
  #image: RoughImage | null = null;
  /** The page that is confirmed next, of those that are to be. */
  #confirmNext = 0;
  /** How many pages are confirmed at once. */
  #confirmAtOnce = firstAtOnce;
  /** Pages that the last look asked for, and how many the file had then: what the next look will ask for. */
  #asked: readonly ReadonlySet<number>[] = [];
  #pagesBefore = 0;
  /** What changes where others add, as long as what is kept stays. */
  #probable: IsDue | null = null;
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
  async look<T>(read: (tables: KeptTables) => T, token: CancelToken): Promise<DatabaseLook<T>> {
    const began = performance.now();
    let until = began + patience;
    // A log says what changed.
    this.#isHurried = this.#isBehind && this.#isInFile;
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
        if (error instanceof ProgressError) until = Math.min(performance.now() + patience, began + mostPatience);
        if (performance.now() > until) throw error;
      }
      // Beside a log, and after what looked like damage, there is no end to wait for.
      if (tries % 8 === 7 || !waitForEnd(this.#path)) await sleep(tries % 5);
    }
  }

  /** The next look tells what is there, changed or not. */
  tellAnew(): void {
    this.#isChanged = true;
  }

  #look<T>(read: (tables: KeptTables) => T, token: CancelToken): DatabaseLook<T> {
    // Known before the file is looked at: then every moment counts.
    const probable = this.#isHurried ? this.#probably() : everything;
    const doubtful = this.#kept?.tables.doubtful() ?? [];
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
    read: (tables: KeptTables) => T,
    token: CancelToken,
    probable: IsDue,
    doubtful: readonly KeptPage[],
  ): DatabaseLook<T> {
    const identity = `${file.identity}:${file.copyOf(1).readUInt32BE(40)}`;
    const known = this.#kept?.identity === identity ? this.#kept.tables : null;
    if (!known) {
      this.#kept = null;
      const isBusy = this.#isBusy || file.age < lately;
      // Beside a log the file itself stays as it is from one moving of the log to the next.
      const isTaken = file.take(isBusy && !file.isInFile ? mostImaged : this.#mostTaken);
      if (!isTaken && isBusy && file.isInFile && file.size <= mostImaged) {
        this.#image ??= new RoughImage(file);
        const bytes = this.#image.bringUpTo(file);
        file.check();
        file.lend(bytes);
      }
      const tables = new KeptTables(layoutOf(file));
      const value = tables.reading(file, token, () => read(tables));
      this.#kept = { tables, identity };
      this.#asked = [];
      this.#pagesBefore = file.pages;
      this.#isInFile = file.isInFile;
      this.#isBehind = !isTaken;
      this.#image = null;
      this.#isBusy = false;
      this.#isChanged = true;
      this.#isHurried = true;
      if (!isTaken) checkOn(file);
      return this.#done(file, tables, value, true);
    }
    if (doubtful.length > fewPages) this.#confirm(file, doubtful);
    const isWhole = !this.#isHurried || file.age > 2 * this.#wholeTakes + timeResolution;
    const asked = isWhole ? null : this.#capture(file);
    const { changed } = this.#log;
    const isDue = !isWhole ? probable : changed === null ? everything : committed(changed);
    const started = performance.now();
    // From here on other rows may stand in other places.
    this.#probable = null;
    // If there is no time for all pages, there is for fewer.
    this.#isHurried = true;
    const capture = (pages: readonly number[]): void => {
      if (isWhole) this.#wholeTakes = performance.now() - started;
      file.capture(pages);
    };
    if (known.reading(file, token, () => known.update(isDue, capture))) this.#isChanged = true;
    file.check();
    this.#asked = asked ? [asked] : [];
    return this.#done(file, known, this.#isChanged ? read(known) : null, isWhole);
  }

  /**
   * Takes what the look will ask for, in a moment between two transactions, so that it can be read at leisure. What it asks for is added to
   * what is given back.
   */
  #capture(file: Snapshot): ReadonlySet<number> {
    const wanted = new Set(this.#asked.flatMap((pages) => [...pages]));
    const last = Math.min(file.pages, this.#pagesBefore + mostNew);
    for (let page = this.#pagesBefore + 1; page <= last; page++) wanted.add(page);
    const asked = new Set<number>();
    // Should this look fail, the next one wants what this one wanted, and what it asked for in vain.
    this.#asked = [wanted, asked];
    file.note(asked);
    file.capture(wanted);
    return asked;
  }

  /** What was read while others wrote is trusted page by page, as far as there is time between their transactions. */
  #confirm(file: Snapshot, doubtful: readonly KeptPage[]): void {
    const batch = Array.from(
      { length: Math.min(doubtful.length, this.#confirmAtOnce) },
      () => doubtful[this.#confirmNext++ % doubtful.length] as KeptPage,
    );
    // If it fails, less is tried the next time.
    this.#confirmAtOnce = Math.max(leastAtOnce, this.#confirmAtOnce >> 1);
    file.capture(batch.map(({ leaf }) => leaf.page));
    const confirmed = batch.filter(({ leaf }) => isStill(file, leaf.page, leaf));
    file.check();
    this.#confirmAtOnce = Math.min(mostAtOnce, this.#confirmAtOnce * 3);
    for (const { kept, leaf } of confirmed) kept.trust(leaf);
    // Pages that change all the time are never confirmed: they are read anew.
    if (confirmed.length > 0) throw new ProgressError("there may be more");
  }

  #done<T>(file: Snapshot, tables: KeptTables, value: T | null, isWhole: boolean): DatabaseLook<T> {
    tables.settle();
    if (isWhole) this.#log.settle();
    this.#pagesBefore = file.pages;
    this.#isInFile = file.isInFile;
    this.#isChanged = false;
    this.#isBehind = !isWhole;
    return { value, isSettled: isWhole && file.age >= timeResolution };
  }

  /** What changes where others add: the end of each table, and rows that are unfinished. */
  #probably(): IsDue {
    this.#probable ??= this.#findProbable();
    return this.#probable;
  }

  #findProbable(): IsDue {
    const { table, column, isOpen } = this.#unfinished;
    const open = this.#kept?.tables.pagesWith(table, column, isOpen, mostOpen);
    return (kept) => {
      const places = open?.get(kept);
      const end = kept.leaves.length - lastPages;
      return (_, index) => index >= end || places?.has(index) === true;
    };
  }
}

/** What was read takes no second reading, whatever happened meanwhile: it is confirmed. */
function checkOn(file: Snapshot): void {
  try {
    file.check();
  } catch (error) {
    throw error instanceof NotNowError ? new ProgressError(error.message) : error;
  }
}

const everything: IsDue = () => () => true;

/** Rows that go on over other pages change without their own. */
const committed =
  (changed: ReadonlySet<number>): IsDue =>
  () =>
  ({ page, goesOn }) =>
    goesOn || changed.has(page);
