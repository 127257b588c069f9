import type { ComponentChildren } from "preact";
import type { ViewNode } from "../../../server/src/protocol.ts";
import type { Completion } from "../../../server/src/selection/complete.ts";
import type { SelectionProblem } from "../../../server/src/selection/expression.ts";
import { oneLine } from "../graph/label.ts";
import { colorRole, stateWord } from "../icons/glyphs.ts";
import { KindIcon } from "./Icon.tsx";
import { optionId } from "./listKeys.ts";

export const problemId = "search-problem";

interface OptionProps {
  readonly index: number;
  readonly isCurrent: boolean;
  readonly choose: () => void;
}

function Option({ index, isCurrent, choose, children }: OptionProps & { readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, which keeps the focus.
    <div
      id={optionId("match", index)}
      role="option"
      tabIndex={-1}
      aria-selected={isCurrent}
      class="option"
      onMouseDown={(event) => event.preventDefault()}
      onClick={choose}
    >
      {children}
    </div>
  );
}

/** Something that may be written. */
export function CompletionOption({ completion, ...option }: OptionProps & { readonly completion: Completion }) {
  return (
    <Option {...option}>
      <span class="name">{completion.text}</span>
      {isField(completion) && <span class="second">{completion.about}</span>}
    </Option>
  );
}

/** Of a field's words it would be said again and again what they are. */
const isField = ({ text }: Completion): boolean => /[:>]$/.test(text);

/** A node that was found. */
export function MatchOption({ node, ...option }: OptionProps & { readonly node: ViewNode }) {
  return (
    <Option {...option}>
      <KindIcon kind={node.kind} role={colorRole(node.kind)} />
      <span class="name">{oneLine(node.label)}</span>
      <span class="second">{node.state ? stateWord(node.state) : ""}</span>
    </Option>
  );
}

/** What is wrong with a selection: the sentence, and the place in what was written. */
export function Problem({ query, problem }: { readonly query: string; readonly problem: SelectionProblem }) {
  const { from, to, message } = problem;
  return (
    <div class="search-problem" id={problemId} role="status">
      <code aria-hidden="true">
        {query.slice(Math.max(0, from - 40), from)}
        <mark>{query.slice(from, to).slice(0, 80) || " "}</mark>
        {query.slice(to, to + 40)}
      </code>
      <p>{message.replaceAll("`", "")}</p>
    </div>
  );
}
