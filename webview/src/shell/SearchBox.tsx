import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { oneLine } from "../graph/label.ts";
import { colorRole, stateWord } from "../icons/glyphs.ts";
import { useShell } from "./context.ts";
import { KindIcon, ToolIcon } from "./Icon.tsx";
import { optionId, scrollToOption } from "./listKeys.ts";
import { keepInside, usePopup } from "./popup.ts";
import { placeOf } from "./trail.ts";

export const searchInputId = "graph-search";
const shownMatches = 50;

/** Finds nodes by words; Enter goes from match to match. */
export function SearchBox() {
  const { store, canvas } = useShell();
  const [open, setOpen] = useState(false);
  /** Match that Enter went to last; -1 before the first. */
  const [current, setCurrent] = useState(-1);
  const frame = useRef<HTMLDivElement>(null);
  usePopup(frame, open, () => setOpen(false));
  const query = store.query.value;
  const matches = store.matches.value;
  const graph = store.complete.value;
  const view = graph?.view;
  const narrowed = view !== undefined && view.totalNodes > view.nodes.length;
  const sought = query.trim() !== "";

  const jump = (index: number): void => {
    const node = graph?.nodes[matches[index] ?? -1];
    if (!node) return;
    setCurrent(index);
    store.select(node.id, false);
    canvas.reveal(store.scene.value?.graph.indexOf.get(node.id) ?? -1);
    scrollToOption("match", index);
  };
  const step = (by: number): void => {
    if (matches.length > 0) jump((current + by + matches.length) % matches.length);
    else if (narrowed && sought && view) store.show(placeOf(view), query.trim());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    else if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Escape") {
      store.query.value = "";
      setOpen(false);
      document.getElementById("graph")?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const listed = open && sought;
  const popup = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (listed && popup.current) keepInside(popup.current);
  });
  return (
    <div class="search" ref={frame}>
      <ToolIcon tool="search" />
      <input
        id={searchInputId}
        type="text"
        role="combobox"
        placeholder="Search"
        aria-label="Search nodes"
        aria-keyshortcuts="/"
        title="Search (/). Enter goes to the next match."
        autocomplete="off"
        spellcheck={false}
        aria-expanded={listed}
        aria-controls="matches"
        aria-autocomplete="list"
        {...(listed && current >= 0 && current < shownMatches
          ? { "aria-activedescendant": optionId("match", current) }
          : {})}
        value={query}
        onFocus={() => setOpen(true)}
        onInput={(event) => {
          store.query.value = event.currentTarget.value;
          setCurrent(-1);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      {sought && (
        <output class="count">
          {current >= 0 ? `${current + 1} of ${matches.length}` : matchCount(matches.length)}
        </output>
      )}
      <div ref={popup} class={`popup ${listed ? "" : "hidden"}`}>
        <div id="matches" role="listbox" aria-label="Matches" tabIndex={-1}>
          {listed &&
            matches.slice(0, shownMatches).map((match, index) => {
              const node = graph?.nodes[match];
              return (
                node && (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, which keeps the focus.
                  <div
                    key={node.id}
                    id={optionId("match", index)}
                    role="option"
                    tabIndex={-1}
                    aria-selected={index === current}
                    class="option"
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={() => jump(index)}
                  >
                    <KindIcon kind={node.kind} role={colorRole(node.kind)} />
                    <span class="name">{oneLine(node.label)}</span>
                    <span class="second">{node.state ? stateWord(node.state) : ""}</span>
                  </div>
                )
              );
            })}
        </div>
        {matches.length === 0 && (
          <p class="popup-note">{narrowed ? "Not in this part. Enter searches the whole graph." : "No matches"}</p>
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
