import { useEffect, useRef } from "preact/hooks";
import { markStates } from "../../../server/src/protocol.ts";
import { at } from "../graph/rows.ts";
import { stateWord } from "../icons/glyphs.ts";
import { useShell } from "../shell/context.ts";
import { StateIcon } from "../shell/Icon.tsx";
import { isForOthers, listStep } from "../shell/listKeys.ts";
import { dateText } from "../shell/words.ts";
import type { Actions } from "./actions.ts";
import { marksIn } from "./figures.ts";
import type { HistoryIndex } from "./historyIndex.ts";
import { markWords, spoken } from "./markWords.ts";

/** Rows that exist at a time, in sight and out of it; more are reached by going on. */
const mostRows = { shown: 120, tucked: 40 };

const optionId = (mark: number): string => `history-option-${mark}`;

interface Properties {
  readonly index: HistoryIndex;
  readonly shown: boolean;
  readonly actions: Actions;
}

/** The same models as a list, newest first: all, or those that are selected. When it is not shown it is there for screen readers. */
export function HistoryList({ index, shown, actions }: Properties) {
  const { store } = useShell();
  const { timeline } = store;
  const list = useRef<HTMLDivElement>(null);
  const brush = timeline.brush.value;
  const marks = brush ? marksIn(index, brush) : index.order;
  const markAt = (position: number): number => at(marks, marks.length - 1 - position);
  const active = index.rowOf.get(timeline.active.value ?? "") ?? -1;
  const position = active < 0 ? -1 : placeOf(marks, active, index);
  useEffect(() => {
    const row = position < 0 ? null : document.getElementById(optionId(active));
    if (row && (shown || list.current === document.activeElement)) row.scrollIntoView({ block: "nearest" });
  });
  const rows = shown ? mostRows.shown : mostRows.tucked;
  const first = Math.max(0, Math.min(position - rows / 2, marks.length - rows));
  const goTo = (next: number): void => {
    if (marks.length > 0) timeline.active.value = index.view.marks.trainer[markAt(next)] ?? null;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isForOthers(event)) return;
    const next = listStep(event.key, position, marks.length);
    const item = { kind: "mark", lane: 0, first: active, last: active } as const;
    if (next !== null) goTo(next);
    else if (position < 0) return;
    else if (event.key === "Enter") actions.act(index, item, "open");
    else if (event.key === " ") actions.act(index, item, "mark");
    else if (event.key === "c") actions.act(index, item, "compare");
    else return;
    event.preventDefault();
  };
  return (
    <nav class={`outline ${shown ? "" : "tucked"}`} aria-label="List of models">
      <div
        ref={list}
        class="outline-list"
        role="listbox"
        aria-label={brush ? "Selected models, newest first" : "Models, newest first"}
        aria-multiselectable="true"
        tabIndex={0}
        {...(position < 0 ? {} : { "aria-activedescendant": optionId(active) })}
        onMouseDown={(event) => {
          event.preventDefault();
          list.current?.focus();
        }}
        onKeyDown={onKeyDown}
        onFocus={() => position < 0 && goTo(0)}
      >
        {Array.from({ length: Math.min(rows, marks.length - first) }, (_, row) => (
          <Row
            key={markAt(first + row)}
            index={index}
            mark={markAt(first + row)}
            place={first + row}
            count={marks.length}
            actions={actions}
          />
        ))}
      </div>
    </nav>
  );
}

/** Position of a mark in the list, -1 where it is not in it. */
function placeOf(marks: Int32Array, mark: number, { positions }: HistoryIndex): number {
  if (marks.length === 0) return -1;
  const rank = at(positions.even, mark) - at(positions.even, at(marks, 0));
  return rank >= 0 && rank < marks.length ? marks.length - 1 - rank : -1;
}

interface RowProperties {
  readonly index: HistoryIndex;
  readonly mark: number;
  /** Index in the whole list. */
  readonly place: number;
  readonly count: number;
  readonly actions: Actions;
}

function Row({ index, mark, place, count, actions }: RowProperties) {
  const { store } = useShell();
  const { timeline } = store;
  const id = index.view.marks.trainer[mark];
  const words = markWords(index, mark);
  const state = markStates[index.view.marks.state[mark] ?? 0] ?? "wasted";
  const reason = index.view.marks.reasons[index.view.marks.reason[mark] ?? -1];
  const item = { kind: "mark", lane: 0, first: mark, last: mark } as const;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's, which holds the focus.
    <div
      id={optionId(mark)}
      role="option"
      tabIndex={-1}
      class={`option ${timeline.active.value === id ? "active" : ""}`}
      aria-selected={id !== undefined && timeline.marked.value.includes(id)}
      aria-setsize={count}
      aria-posinset={place + 1}
      title={spoken(words)}
      onClick={(event) => actions.act(index, item, event.ctrlKey || event.metaKey ? "mark" : "open")}
    >
      <StateIcon state={state} />
      <span class="visually-hidden">{spoken(words)}</span>
      <span class="name" aria-hidden="true">
        {words.title}
      </span>
      <span class="second" aria-hidden="true">
        {[reason ?? stateWord(state), dateText(at(index.positions.time, mark))].filter(Boolean).join(" · ")}
      </span>
    </div>
  );
}
