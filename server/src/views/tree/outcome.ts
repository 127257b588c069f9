import type { Graphlet, NotPushedReason } from "../../model/graphlet.ts";
import type { TreeStatus } from "../../protocol.ts";
import { statusWord } from "../words.ts";

const failures: ReadonlySet<NotPushedReason | null> = new Set<NotPushedReason>([
  "trainer-failed",
  "upstream-failed",
  "validation-failed",
  "push-failed",
]);

/** What became of a model, those that a failed step stopped apart. */
export const treeStatus = ({ status, whyNotPushed }: Graphlet): TreeStatus =>
  status === "wasted" && failures.has(whyNotPushed) ? "failed" : status;

const reasonWord: Readonly<Record<NotPushedReason, string>> = {
  "trainer-failed": "training failed",
  "upstream-failed": "failed before training",
  "validation-failed": "validation failed",
  "not-blessed": "not blessed",
  "push-failed": "deployment failed",
  "push-refused": "deployment refused",
  abandoned: "abandoned",
  "never-reached-deploy": "no deployment",
};

/** `deployed`, `pending`, `not blessed`: what became of a model, or of a wasted one why. */
export const outcomeWord = ({ status, whyNotPushed }: Graphlet): string =>
  status === "wasted" && whyNotPushed !== null ? reasonWord[whyNotPushed] : statusWord[status];
