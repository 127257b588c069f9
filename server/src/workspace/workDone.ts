import type { Connection, WorkDoneProgressServerReporter } from "vscode-languageserver/node";
import type { ReadProgress } from "../protocol.ts";
import { traceName } from "../traces/traceName.ts";

/** Shorter readings are over before anybody could read a message. */
const quietMs = 700;

interface Shown {
  readonly timer: NodeJS.Timeout;
  reporter: WorkDoneProgressServerReporter | null;
  over: boolean;
  said: number;
}

/** Shows long readings in the editor's own way, each with a button that cancels it. */
export function createWorkDone(
  connection: Connection,
  cancel: (path: string) => void,
): (progress: ReadProgress) => void {
  const shown = new Map<string, Shown>();

  const show = async (path: string, entry: Shown): Promise<void> => {
    const reporter = await connection.window.createWorkDoneProgress();
    if (entry.over) return;
    entry.reporter = reporter;
    reporter.begin(`Reading ${traceName(path)}`, 0, undefined, true);
    reporter.token.onCancellationRequested(() => cancel(path));
  };
  return ({ path, phase, share }) => {
    const known = shown.get(path);
    if (phase === "done" || phase === "failed" || phase === "cancelled") {
      if (!known) return;
      shown.delete(path);
      known.over = true;
      clearTimeout(known.timer);
      known.reporter?.done();
      return;
    }
    if (!known) {
      const timer = setTimeout(() => void show(path, entry).catch(() => {}), quietMs);
      timer.unref();
      const entry: Shown = { timer, reporter: null, over: false, said: 0 };
      shown.set(path, entry);
      return;
    }
    const percent = Math.round((share ?? 0) * 100);
    if (percent > known.said) {
      known.said = percent;
      known.reporter?.report(percent);
    }
  };
}
