import type * as vscode from "vscode";

const listKey = "graphlet.databaseAccounts";
const secretKey = (account: string): string => `graphlet.database ${account}`;

/** The passwords of databases, by user and server; kept in the editor's own store of secrets and nowhere else. */
export interface Credentials {
  get(account: string): Promise<string | null>;
  store(account: string, password: string): Promise<void>;
  forget(account: string): Promise<void>;
  /** Users and servers that have a password kept. */
  accounts(): readonly string[];
}

export function createCredentials({ secrets, globalState }: vscode.ExtensionContext): Credentials {
  const accounts = (): readonly string[] => {
    const kept = globalState.get<unknown>(listKey);
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  };
  return {
    get: async (account) => (await secrets.get(secretKey(account))) ?? null,
    async store(account, password) {
      await secrets.store(secretKey(account), password);
      await globalState.update(listKey, [...new Set([...accounts(), account])].sort());
    },
    async forget(account) {
      await secrets.delete(secretKey(account));
      await globalState.update(
        listKey,
        accounts().filter((one) => one !== account),
      );
    },
    accounts,
  };
}
