import { expect, test } from "vitest";
import { URI } from "vscode-uri";
import { evidenceLinks } from "../../../server/src/features/evidenceLinks.ts";
import type { Finding } from "../../../server/src/model/finding.ts";
import { pipelineOf } from "../waste/pipelineText.ts";

const pipeline = pipelineOf("Trainer");
const [trainer] = pipeline.nodes;
const definition = {
  uri: "file:///p.py",
  format: "tfx-python",
  pipelines: [pipeline],
  problems: [],
  links: [],
} as const;

/** What a finding on these executions, oldest first, leads to. */
function linked(executions: readonly number[], node: Finding["node"] = trainer ?? null) {
  const newest = executions.toReversed().slice(0, 5);
  const finding: Finding = {
    code: "failing-node",
    node,
    subject: null,
    location: pipeline.location,
    message: "",
    unnecessary: false,
    related: [],
    executions,
    evidence: newest.map((execution) => ({ execution, message: `Failed ${execution}.` })),
    seconds: Number.NaN,
  };
  return evidenceLinks(finding, { definition, pipeline }).map(({ location, message }) => [
    JSON.parse(URI.parse(location.uri, true).query).record,
    message,
  ]);
}

const execution = (id: number) => [{ type: "execution", id }, `Failed ${id}.`];

test("the newest two are linked one by one, the rest by the node's record", () => {
  expect(linked([1, 2, 3, 4, 5, 6, 7])).toEqual([
    execution(7),
    execution(6),
    [{ type: "node", node: "Trainer" }, "5 more runs, among all of Trainer."],
  ]);
});

test("where there are no more, nothing else is linked", () => {
  expect(linked([1, 2])).toEqual([execution(2), execution(1)]);
});

test("what is about no node leads to executions alone", () => {
  expect(linked([1, 2, 3], null)).toEqual([execution(3), execution(2)]);
});

test("without evidence nothing is linked", () => {
  expect(linked([])).toEqual([]);
});
