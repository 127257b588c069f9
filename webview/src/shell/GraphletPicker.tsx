import { useRef, useState } from "preact/hooks";
import type { GraphletHead, GraphView } from "../../../server/src/protocol.ts";
import { oneLine } from "../graph/label.ts";
import { stateWord } from "../icons/glyphs.ts";
import { StateIcon, ToolIcon } from "./Icon.tsx";
import { IconButton } from "./IconButton.tsx";
import { optionId, useListKeys } from "./listKeys.ts";
import { usePopup } from "./popup.ts";
import { dateText, graphletText } from "./words.ts";

interface PickerProperties {
  readonly view: GraphView;
  readonly current: GraphletHead;
  /** What is chosen: `Older model`; null where there is but one to choose. */
  readonly what: string | null;
  readonly show: (trainer: GraphletHead["trainer"]) => void;
}

/** Steps to the graphlet before and after, and a list to choose one from. */
export function GraphletPicker({ view, current, what, show }: PickerProperties) {
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => setOpen(false);
  usePopup(frame, open, close);
  const index = view.graphlets.findIndex((head) => head.trainer === current.trainer);
  const older = index < 0 ? undefined : view.graphlets[index + 1];
  const newer = index < 0 ? undefined : view.graphlets[index - 1];
  const choose = (head: GraphletHead | undefined): void => {
    close();
    button.current?.focus();
    if (head && head.trainer !== current.trainer) show(head.trainer);
  };
  return (
    <div class="picker" ref={frame}>
      <IconButton
        tool="older"
        label={older ? `Older: ${graphletText(older)}` : "No Older Model"}
        disabled={!older}
        onPress={() => older && show(older.trainer)}
      />
      <button
        ref={button}
        type="button"
        class="picker-button"
        aria-haspopup="listbox"
        aria-expanded={open}
        title={graphletText(current)}
        onClick={() => setOpen(!open)}
      >
        {what !== null && <span class="visually-hidden">{what}: </span>}
        <Head head={current} />
        <ToolIcon tool="open" />
      </button>
      <IconButton
        tool="newer"
        label={newer ? `Newer: ${graphletText(newer)}` : "No Newer Model"}
        disabled={!newer}
        onPress={() => newer && show(newer.trainer)}
      />
      {open && <GraphletList heads={view.graphlets} start={Math.max(0, index)} choose={choose} />}
    </div>
  );
}

interface ListProperties {
  readonly heads: readonly GraphletHead[];
  readonly start: number;
  readonly choose: (head: GraphletHead | undefined) => void;
}

function GraphletList({ heads, start, choose }: ListProperties) {
  const list = useListKeys(
    "graphlet",
    heads.length,
    start,
    (index) => choose(heads[index]),
    () => choose(undefined),
  );
  return (
    <div class="popup" role="listbox" aria-label="Models, newest first" tabIndex={0} {...list.properties}>
      {heads.map((head, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's, which holds the focus.
        <div
          key={head.trainer}
          id={optionId("graphlet", index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === list.active}
          class="option"
          onClick={() => choose(head)}
        >
          <Head head={head} />
          {head.reason && <span class="reason">{oneLine(head.reason)}</span>}
        </div>
      ))}
    </div>
  );
}

const Head = ({ head }: { readonly head: GraphletHead }) => (
  <span class="graphlet-head">
    <StateIcon state={head.status} />
    <span class="name">{oneLine(head.label)}</span>
    <span class="second">{[stateWord(head.status), dateText(head.startedAt)].filter(Boolean).join(" · ")}</span>
  </span>
);
