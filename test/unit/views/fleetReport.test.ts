import { describe, expect, test } from "vitest";
import type { PipelineFigures } from "../../../server/src/fleet/figures.ts";
import type { NodePruning } from "../../../server/src/fleet/pruning.ts";
import { growingColumns, shareColumns } from "../../../server/src/views/fleetReport/bins.ts";
import { fleetReport } from "../../../server/src/views/fleetReport/report.ts";

const row = (pipeline: string, more: Partial<PipelineFigures> = {}): PipelineFigures => ({
  store: "s.sqlite",
  pipeline,
  kind: "mlmd",
  firstStartedAt: Date.UTC(2026, 0, 1),
  lastStartedAt: Date.UTC(2026, 0, 11),
  executions: 40,
  runs: 10,
  models: { pushed: 3, useful: 0, pending: 0, wasted: 7 },
  seconds: { useful: 3600, pending: 0, wasted: 7200, unattributed: 0 },
  unknownCosts: 0,
  operators: { train: { executions: 10, failed: 1, cached: 0, seconds: 10_800, wastedSeconds: 7200 } },
  whyNotPushed: { "not-blessed": 7 },
  similarity: {
    pairs: 9,
    jaccard: 4.5,
    histogram: [],
    sameCode: 9,
    otherCode: 0,
    sameParameters: 9,
    otherParameters: 0,
    redundant: 0,
  },
  pruning: null,
  ...more,
});

/** Names of all elements, to see that names from stores make none. */
const elementsOf = (html: string): ReadonlySet<string> =>
  new Set([...html.matchAll(/<\/?([a-zA-Z!][\w-]*)/g)].map(([, name = ""]) => name));

describe("the report of a fleet", () => {
  const html = fleetReport([row("churn"), row("taxi")], []);

  test("says the whole first", () => {
    expect(html).toContain("<h1>2 pipelines, 20 models</h1>");
    expect(html).toContain("1 store; runs from 2026-01-01 00:00 UTC to 2026-01-11 00:00 UTC.");
  });

  test("has every chart as a picture with a name, and as a table", () => {
    const pictures = html.match(/<svg [^>]*role="img" aria-label="[^"]+"/g) ?? [];
    expect(pictures).toHaveLength(6);
    expect(html.match(/<summary>As a table<\/summary>/g)).toHaveLength(6);
  });

  test("shows what stopping models early would have saved, where that was asked", () => {
    const saved = (avoidedSeconds: number) => ({ kept: 8, avoidedSeconds });
    const pruning: NodePruning = {
      ...{ node: "Trainer", models: 40, deployed: 10, abstains: null },
      points: [
        {
          point: "before-training",
          ...{ judged: 30, deployments: 8, wastedSeconds: 7200 },
          ...{ hindsight: [saved(1800), saved(1800), saved(3600)], followed: saved(1440) },
        },
      ],
    };
    const shown = fleetReport([row("churn", { pruning: [pruning] })], []);
    expect(shown).toContain("1 of 1 train node has a forecast");
    const [, cells = ""] = /<td class="left name" title="before training">(.*?)<\/tr>/s.exec(shown) ?? [];
    expect([...cells.matchAll(/<td>([^<]*)/g)].map(([, cell]) => cell)).toEqual([
      "30",
      "25 %",
      "25 %",
      "50 %",
      "20 %",
      "8 of 8",
    ]);
  });

  test("runs nothing and names no host", () => {
    expect(html).toContain("default-src 'none'");
    expect(elementsOf(html)).not.toContain("script");
    expect(html).not.toMatch(/\b(?:src|href)=|https?:\/\//);
  });

  test("shows hostile names as text", () => {
    const hostile = row('<img src=x onerror="alert(1)">\u202e\u0007', { store: "</table><script>x</script>" });
    const problems = ["<b>bad</b>.sqlite: cannot be read."];
    const shown = fleetReport([hostile], problems);
    expect(elementsOf(shown)).toEqual(new Set([...elementsOf(html), "ul", "li"]));
    expect(shown).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;\ufffd\ufffd");
    expect(shown).not.toContain("\u202e");
  });

  test("without anything is a page, too", () => {
    expect(fleetReport([], [])).toContain("<h1>no pipelines, no models</h1>");
  });
});

test("shares fall into tenths, the ends with their neighbours", () => {
  expect(shareColumns([0, 0.05, 0.1, 0.99, 1]).map(({ count }) => count)).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
});

test("growing bounds: each value in the largest that it reaches", () => {
  const columns = growingColumns([0, 0.05, 0.1, 0.3, 1, 1.9, 5, 9.99], String);
  expect(columns.map(({ label, count }) => `${label}: ${count}`)).toEqual([
    "≥ 0.05: 1",
    "≥ 0.1: 1",
    "≥ 0.2: 1",
    "≥ 0.5: 0",
    "≥ 1: 2",
    "≥ 2: 0",
    "≥ 5: 2",
  ]);
});
