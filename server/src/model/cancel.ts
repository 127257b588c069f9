/** Asked by every loop that can be long. LSP's token and an AbortSignal-backed one both fit. */
export interface CancelToken {
  readonly isCancellationRequested: boolean;
}

/** A token that is never cancelled. */
export const neverCancelled: CancelToken = { isCancellationRequested: false };

/** Thrown by {@link throwIfCancelled} and caught once at the border of a request. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
  constructor() {
    super("cancelled");
  }
}

/** Throws {@link CancelledError} when the token is cancelled. */
export function throwIfCancelled(token: CancelToken): void {
  if (token.isCancellationRequested) throw new CancelledError();
}
