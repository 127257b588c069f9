import * as vscode from "vscode";
import type { TreeStatus } from "../../../server/src/protocol.ts";
import {
  costText,
  dateText,
  daysText,
  filterText,
  type KeptFilter,
  noFilter,
  readCost,
  statusWords,
} from "./filter.ts";

interface Choice extends vscode.QuickPickItem {
  /** The filter that comes of it; undefined where the user thought better of it. */
  readonly next: () => Promise<KeptFilter | undefined>;
}

const costs = [60, 600, 3600, 36_000, 86_400];
const days = [1, 7, 30, 90, 365];

/** Lets the user change one part of the filter. Undefined where nothing was chosen. `unit`: costs are in a unit of the user's. */
export async function pickFilter(filter: KeptFilter, unit: boolean): Promise<KeptFilter | undefined> {
  const any = vscode.l10n.t("any");
  const choices: Choice[] = [
    {
      label: vscode.l10n.t("$(circle-slash) Outcome"),
      description: filter.statuses.map((status) => statusWords[status]).join(", ") || any,
      next: () => pickStatuses(filter),
    },
    {
      label: vscode.l10n.t("$(watch) Cost"),
      description: filter.leastCost === null ? any : filterText({ ...noFilter, leastCost: filter.leastCost }, unit),
      next: () => pickCost(filter, unit),
    },
    {
      label: vscode.l10n.t("$(calendar) Date"),
      description: dateText(filter) || any,
      next: () => pickDays(filter),
    },
    {
      label: vscode.l10n.t("$(search) Words"),
      description: filter.words || any,
      next: () => askWords(filter),
    },
  ];
  const title = vscode.l10n.t("Filter Models and Runs");
  const picked = await vscode.window.showQuickPick(choices, {
    title,
    placeHolder: filterText(filter, unit) || vscode.l10n.t("Everything is shown. Choose what to filter by"),
  });
  return picked?.next();
}

async function pickStatuses(filter: KeptFilter): Promise<KeptFilter | undefined> {
  const items = (Object.keys(statusWords) as TreeStatus[]).map((status) => ({
    label: statusWords[status],
    status,
    picked: filter.statuses.includes(status),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Filter by Outcome"),
    placeHolder: vscode.l10n.t("None chosen: all are shown"),
    canPickMany: true,
  });
  if (!picked) return undefined;
  const statuses = picked.map(({ status }) => status);
  return { ...filter, statuses: statuses.length === items.length ? [] : statuses };
}

async function pickCost(filter: KeptFilter, unit: boolean): Promise<KeptFilter | undefined> {
  const title = vscode.l10n.t("Filter by Cost");
  const other = async (): Promise<KeptFilter | undefined> => {
    const text = await vscode.window.showInputBox({
      title,
      prompt: unit
        ? vscode.l10n.t("Least cost, in the unit of the setting graphlet.costProperty")
        : vscode.l10n.t("Least compute time, such as 90 s, 10m, 1.5 h or 2 d"),
      value: filter.leastCost === null ? "" : costText(filter.leastCost, unit),
      validateInput: (value) =>
        readCost(value, unit) === null
          ? unit
            ? vscode.l10n.t("Enter a number above 0.")
            : vscode.l10n.t("Enter a time such as 90 s, 10m, 1.5 h or 2 d.")
          : undefined,
    });
    return text === undefined ? undefined : { ...filter, leastCost: readCost(text, unit) };
  };
  if (unit) return other();
  const choices: Choice[] = [
    { label: vscode.l10n.t("Any"), next: async () => ({ ...filter, leastCost: null }) },
    ...costs.map((cost) => ({
      label: vscode.l10n.t("At least {0}", costText(cost, false)),
      next: async () => ({ ...filter, leastCost: cost }),
    })),
    { label: vscode.l10n.t("Other…"), next: other },
  ];
  return (await vscode.window.showQuickPick(choices, { title }))?.next();
}

async function pickDays(filter: KeptFilter): Promise<KeptFilter | undefined> {
  const title = vscode.l10n.t("Filter by Date");
  const choices: Choice[] = [
    { label: vscode.l10n.t("Any"), next: async () => ({ ...filter, days: null, range: null }) },
    ...days.map((count) => ({
      label: capital(daysText(count)),
      next: async () => ({ ...filter, days: count, range: null }),
    })),
  ];
  return (await vscode.window.showQuickPick(choices, { title }))?.next();
}

async function askWords(filter: KeptFilter): Promise<KeptFilter | undefined> {
  const words = await vscode.window.showInputBox({
    title: vscode.l10n.t("Filter by Words"),
    prompt: vscode.l10n.t("All of them must be in a model's name, node, run or outcome"),
    value: filter.words,
  });
  return words === undefined ? undefined : { ...filter, words: words.trim().slice(0, 200) };
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
