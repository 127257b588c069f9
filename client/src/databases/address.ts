import * as vscode from "vscode";
import {
  type DatabaseAddress,
  isDatabaseAddress,
  parseAddress,
  type TlsMode,
} from "../../../server/src/traces/database/address.ts";

/** An address that the user wrote, and the password that may have stood in it. */
export interface WrittenAddress {
  readonly address: DatabaseAddress;
  readonly password: string | null;
  /** The address says how it is encrypted. */
  readonly saysTls: boolean;
}

/** Reads an address as it is pasted from elsewhere; a password in it is taken out. Null where it is none; see {@link whyNoAddress}. */
export function writtenAddress(text: string): WrittenAddress | null {
  const [bare, password] = withoutPassword(text.trim());
  const parsed = parseAddress(bare);
  if (!parsed.ok) return null;
  return { address: parsed.value, password, saysTls: /[?&](?:tls|ssl-?mode)=/.test(bare) };
}

/** What is wrong with an address while it is written; null for nothing. */
export function whyNoAddress(text: string): string | null {
  if (text.trim() === "") return null;
  if (!isDatabaseAddress(text.trim())) {
    return vscode.l10n.t(
      "An address begins with postgresql:// or mysql://, such as postgresql://reader@db.example.com/metadata.",
    );
  }
  const parsed = parseAddress(withoutPassword(text.trim())[0]);
  return parsed.ok ? null : parsed.error.message;
}

/** `postgresql://me:secret@host/…` in two parts. */
function withoutPassword(text: string): readonly [address: string, password: string | null] {
  const [, start, password, end] = /^([\w+]+:\/\/[^:@/?#]*):([^@]*)(@.*)$/.exec(text) ?? [];
  if (start === undefined || password === undefined || end === undefined) return [text, null];
  try {
    return [start + end, decodeURIComponent(password)];
  } catch {
    return [start + end, password];
  }
}

interface TlsItem extends vscode.QuickPickItem {
  readonly mode: TlsMode | "authority";
}

/** Asks how the connection is encrypted; undefined where the user gave up. */
export async function chooseTls(address: DatabaseAddress): Promise<DatabaseAddress | undefined> {
  const items: readonly TlsItem[] = [
    {
      mode: "verify",
      label: vscode.l10n.t("$(lock) Encrypted, Server Verified"),
      description: vscode.l10n.t("by an authority that this machine trusts"),
    },
    {
      mode: "authority",
      label: vscode.l10n.t("$(lock) Encrypted, Server Verified by a File…"),
      description: vscode.l10n.t("the certificate of your own authority"),
    },
    {
      mode: "insecure",
      label: vscode.l10n.t("$(warning) Encrypted, Server Not Verified"),
      description: vscode.l10n.t("somebody on the way could read everything, the password included"),
    },
    {
      mode: "off",
      label: vscode.l10n.t("$(unlock) Not Encrypted"),
      description: vscode.l10n.t("anybody on the way can read everything, the password included"),
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Connection to {0}", address.host),
    placeHolder: vscode.l10n.t("How shall the connection be secured?"),
    ignoreFocusOut: true,
  });
  if (!picked) return undefined;
  if (picked.mode !== "authority") return { ...address, tls: picked.mode, ca: null };
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Choose the Authority's Certificate"),
      openLabel: vscode.l10n.t("Choose"),
      filters: { [vscode.l10n.t("Certificates")]: ["pem", "crt", "cer"], [vscode.l10n.t("All files")]: ["*"] },
    })) ?? [];
  return file ? { ...address, tls: "verify", ca: file.fsPath } : undefined;
}
