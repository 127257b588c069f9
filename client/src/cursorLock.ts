import * as vscode from "vscode";

/** Whether the graph stays at what it shows while the cursor moves; kept in the workspace. */
export interface CursorLock extends vscode.Disposable {
  readonly isLocked: boolean;
  set(locked: boolean): Promise<void>;
}

const stateKey = "graphlet.graphLocked";

export function createCursorLock(state: vscode.Memento): CursorLock {
  let isLocked = state.get(stateKey) === true;
  const tell = (): Thenable<unknown> => vscode.commands.executeCommand("setContext", "graphlet.graphLocked", isLocked);
  void tell();
  return {
    get isLocked() {
      return isLocked;
    },
    async set(locked) {
      isLocked = locked;
      await Promise.all([tell(), state.update(stateKey, locked || undefined)]);
    },
    dispose() {
      void vscode.commands.executeCommand("setContext", "graphlet.graphLocked", undefined);
    },
  };
}
