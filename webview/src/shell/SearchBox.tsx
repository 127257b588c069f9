import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { oneLine } from "../graph/label.ts";
import { useShell } from "./context.ts";
import { ToolIcon } from "./Icon.tsx";
import { optionId, scrollToOption } from "./listKeys.ts";
import { keepInside, usePopup } from "./popup.ts";
import { CompletionOption, MatchOption, Problem, problemId } from "./searchParts.tsx";
import { suggestionsFor } from "./suggestions.ts";
import { placeOf } from "./trail.ts";

export const searchInputId = "graph-search";
const shownMatches = 50;

/**
 * Finds nodes by words or a selection. Below it stand what may be written at the cursor, then what was found: the arrows go through both,
 * Enter takes what is written or goes to the next match.
 */
export function SearchBox() {
  const { store, canvas } = useShell();
  const [open, setOpen] = useState(false);
  /** Option that the keys are at: first the completions, then the matches; -1 before the first. */
  const [current, setCurrent] = useState(-1);
  const [cursor, setCursor] = useState(0);
  const frame = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  usePopup(frame, open, () => setOpen(false));
  const query = store.query.value;
  const { matches, isSelection, problem } = store.found.value;
  const graph = store.complete.value;
  const view = graph?.view;
  const cut = view !== undefined && view.totalNodes > view.nodes.length && view.selection !== query.trim();
  const sought = query.trim() !== "";
  const { items, hint } = open
    ? suggestionsFor(query, Math.min(cursor, query.length), graph?.nodes.map(({ label }) => oneLine(label)) ?? [])
    : { items: [], hint: null };
  const match = current - items.length;
  /** Where something may be written, it is not wrong yet. */
  const wrong = items.length > 0 ? null : problem;

  const write = (text: string, at: number): void => {
    store.query.value = text;
    setCursor(at);
    setCurrent(-1);
    setOpen(true);
  };
  /** Completions belong to a place in the text: where the cursor is elsewhere by now, none is at hand. */
  const follow = (): boolean => {
    const at = input.current?.selectionStart ?? cursor;
    if (at === cursor) return false;
    setCursor(at);
    setCurrent(-1);
    return true;
  };
  const take = (index: number): void => {
    const item = items[index];
    const box = input.current;
    if (!item || !box || box.value !== query || follow()) return;
    const at = item.replace.from + item.text.length;
    const text = query.slice(0, item.replace.from) + item.text + query.slice(item.replace.to);
    // At once: the next letter may be typed before anything is drawn.
    box.value = text;
    box.setSelectionRange(at, at);
    write(text, at);
  };
  const jump = (index: number): void => {
    const node = graph?.nodes[matches[index] ?? -1];
    if (!node) return;
    setCurrent(items.length + index);
    store.select(node.id, false);
    canvas.reveal(store.scene.value?.graph.indexOf.get(node.id) ?? -1);
    scrollToOption("match", items.length + index);
  };
  const nextMatch = (by: number): void => {
    if (problem) return;
    if (cut && isSelection && view) store.show(placeOf(view), { selection: query.trim() });
    else if (matches.length > 0) jump((Math.max(match, by > 0 ? -1 : 0) + by + matches.length) % matches.length);
    else if (cut && sought && view) store.show(placeOf(view), { around: query.trim() });
  };
  const move = (by: number): void => {
    const count = items.length + matches.length;
    if (count === 0) return;
    const next = current < 0 && by < 0 ? count - 1 : (current + by + count) % count;
    setOpen(true);
    if (next >= items.length) jump(next - items.length);
    else {
      setCurrent(next);
      scrollToOption("match", next);
    }
  };
  const leave = (): void => {
    const narrowedBy = view?.selection === query.trim();
    write("", 0);
    setOpen(false);
    document.getElementById("graph")?.focus();
    if (view && narrowedBy) store.show(placeOf(view), { selection: "" });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isOnItem = current >= 0 && current < items.length;
    if ((event.key === "Enter" || event.key === "Tab") && isOnItem) take(current);
    else if (event.key === "Enter") nextMatch(event.shiftKey ? -1 : 1);
    else if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const listed = open && (sought || items.length > 0);
  const options = items.length + Math.min(matches.length, shownMatches);
  useLayoutEffect(() => {
    if (listed && popup.current) keepInside(popup.current);
  });
  return (
    <div class={`search ${wrong ? "wrong" : ""}`} ref={frame}>
      <ToolIcon tool="search" />
      <input
        ref={input}
        id={searchInputId}
        type="text"
        role="combobox"
        placeholder="Search"
        aria-label="Search nodes"
        aria-keyshortcuts="/"
        title="Search (/): words, or a selection such as kind:train, cost>60s, +Trainer. Enter goes to the next match."
        autocomplete="off"
        spellcheck={false}
        aria-expanded={listed}
        aria-controls="matches"
        aria-autocomplete="list"
        {...(wrong ? { "aria-invalid": true, "aria-describedby": problemId } : {})}
        {...(listed && current >= 0 && current < options
          ? { "aria-activedescendant": optionId("match", current) }
          : {})}
        value={query}
        onFocus={() => setOpen(true)}
        onInput={({ currentTarget: { value, selectionStart } }) => write(value, selectionStart ?? value.length)}
        onSelect={follow}
        onClick={follow}
        onKeyDown={onKeyDown}
        onKeyUp={follow}
      />
      {sought && !problem && (
        <output class="count">
          {match >= 0 ? `${match + 1} of ${matches.length.toLocaleString("en-US")}` : matchCount(matches.length)}
        </output>
      )}
      <div ref={popup} class={`popup ${listed ? "" : "hidden"}`}>
        {listed && wrong && <Problem query={query} problem={wrong} />}
        <div id="matches" role="listbox" aria-label="Completions and matches" tabIndex={-1}>
          {listed &&
            items.map((item, index) => (
              <CompletionOption
                key={`completion ${item.text}`}
                index={index}
                isCurrent={index === current}
                completion={item}
                choose={() => take(index)}
              />
            ))}
          {listed &&
            matches.slice(0, shownMatches).map((node, index) => {
              const found = graph?.nodes[node];
              return (
                found && (
                  <MatchOption
                    key={found.id}
                    index={items.length + index}
                    isCurrent={index === match}
                    node={found}
                    choose={() => jump(index)}
                  />
                )
              );
            })}
        </div>
        {hint && <p class="popup-note">{hint}</p>}
        {cut && isSelection && !problem && <p class="popup-note">Enter shows what fits in the whole graph.</p>}
        {sought && matches.length === 0 && !problem && !(cut && isSelection) && (
          <p class="popup-note">{cut ? "Not in this part. Enter searches the whole graph." : "No matches"}</p>
        )}
        {matches.length > shownMatches && (
          <p class="popup-note">{(matches.length - shownMatches).toLocaleString("en-US")} more</p>
        )}
      </div>
    </div>
  );
}

const matchCount = (count: number): string =>
  count === 0 ? "no matches" : `${count.toLocaleString("en-US")} ${count === 1 ? "match" : "matches"}`;
