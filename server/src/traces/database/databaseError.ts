/** What went wrong with a database, and what to do. `lost`: the connection broke after it had been made. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  /** `offline`: not reached, or no longer; `denied`: it does not let the user in, or cannot be trusted. */
  readonly code: "offline" | "denied" | "unreadable" | "busy";
  readonly cure: string;
  readonly lost: boolean;
  constructor(code: DatabaseError["code"], cause: string, cure: string, lost = false) {
    super(cause);
    this.code = code;
    this.cure = cure;
    this.lost = lost;
  }
}

/** A {@link DatabaseError} as data, to go between threads. */
export interface DatabaseProblem {
  readonly code: DatabaseError["code"];
  readonly cause: string;
  readonly cure: string;
  readonly lost: boolean;
}

export const problemOf = ({ code, message, cure, lost }: DatabaseError): DatabaseProblem => ({
  code,
  cause: message,
  cure,
  lost,
});

export const errorOf = ({ code, cause, cure, lost }: DatabaseProblem): DatabaseError =>
  new DatabaseError(code, cause, cure, lost);
