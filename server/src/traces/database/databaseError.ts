/**
 * What went wrong with a database, and what to do. `lost`: the connection broke after it had been made. `refused`: the user is not let in; asking again with the same
 * password changes nothing, and may lock the account.
 */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  /** `offline`: not reached, or no longer; `denied`: it does not let the user in, or cannot be trusted. */
  readonly code: "offline" | "denied" | "unreadable" | "busy";
  readonly cure: string;
  readonly lost: boolean;
  readonly refused: boolean;
  constructor(code: DatabaseError["code"], cause: string, cure: string, lost = false, refused = false) {
    super(cause);
    this.code = code;
    this.cure = cure;
    this.lost = lost;
    this.refused = refused;
  }
}

/** A {@link DatabaseError} as data, to go between threads. */
export interface DatabaseProblem {
  readonly code: DatabaseError["code"];
  readonly cause: string;
  readonly cure: string;
  readonly lost: boolean;
  readonly refused: boolean;
}

export const problemOf = ({ code, message, cure, lost, refused }: DatabaseError): DatabaseProblem => ({
  code,
  cause: message,
  cure,
  lost,
  refused,
});

export const errorOf = ({ code, cause, cure, lost, refused }: DatabaseProblem): DatabaseError =>
  new DatabaseError(code, cause, cure, lost, refused);
