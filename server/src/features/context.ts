import type { EditorTraits, FeatureHost, Reported } from "./host.ts";
import type { PlacedNode } from "./place.ts";
import type { OnFailure } from "./protect.ts";
import type { ReportContext } from "./report.ts";

/** What every feature is registered with. */
export interface FeatureContext {
  readonly host: FeatureHost;
  readonly traits: EditorTraits;
  readonly onFailure: OnFailure;
}

/** What reports are worded with, now. */
export const wording = ({ host, traits: { timeZone } }: FeatureContext): ReportContext => ({
  settings: host.settings(),
  now: Date.now(),
  ...(timeZone === null ? {} : { timeZone }),
});

/** The report of the pipeline that a node belongs to. */
export const reportOf = ({ reports }: Reported, { pipeline }: PlacedNode): Reported["reports"][number] | undefined =>
  reports.find((report) => report.pipeline === pipeline);

/** The report of a pipeline by its name; without one the first. */
export const namedReport = (
  { reports }: Reported,
  pipeline: string | null | undefined,
): Reported["reports"][number] | undefined =>
  pipeline === undefined ? reports[0] : (reports.find((report) => report.pipeline.name === pipeline) ?? reports[0]);
