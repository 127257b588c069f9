import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import { CancelledError } from "../model/cancel.ts";

/** Told of what went wrong in a feature. */
export type OnFailure = (feature: string, error: unknown) => void;

/**
 * A request's handler that a mistake cannot take down: what is thrown is told and answered with `nothing`; what was cancelled
 * is answered as cancelled.
 */
export function protect<P, R>(
  feature: string,
  nothing: R,
  onFailure: OnFailure,
  handle: (params: P, token: CancellationToken) => Promise<R> | R,
): (params: P, token: CancellationToken) => Promise<R> {
  return async (params, token) => {
    try {
      return await handle(params, token);
    } catch (error) {
      if (error instanceof CancelledError) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
      onFailure(feature, error);
      return nothing;
    }
  };
}
