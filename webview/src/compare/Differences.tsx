import type { Difference, DifferenceRow, DifferenceSection } from "../../../server/src/protocol.ts";
import { oneLine } from "../graph/label.ts";
import { useShell } from "../shell/context.ts";
import { IconButton } from "../shell/IconButton.tsx";
import { TimeText } from "../shell/TimeText.tsx";
import { DifferenceIcon } from "./DifferenceIcon.tsx";

/** The table of what differs between the two models of a comparison. */
export function Differences() {
  const { store } = useShell();
  const view = store.graph.value?.view;
  const comparison = view?.comparison;
  if (!comparison) return null;
  const { before, after, sections } = comparison;
  const labels = { before: oneLine(before.label), after: oneLine(after.label) };
  const text = {
    type: "comparison",
    trainer: after.trainer,
    against: { trainer: before.trainer },
  } as const;
  return (
    <aside class="drawer differences" aria-label="Differences">
      <div class="drawer-head">
        <h2>Differences</h2>
        <button
          type="button"
          class="link"
          onClick={() => store.post({ type: "follow", link: { type: "record", record: text } })}
        >
          Open as Text
        </button>
        <IconButton tool="close" label="Close Details" onPress={() => store.changeLook({ details: false })} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, so the keyboard must reach it. */}
      <section class="drawer-body" tabIndex={0} aria-label="Table of differences">
        <table>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">{labels.before}</th>
              <th scope="col">{labels.after}</th>
            </tr>
          </thead>
          {sections.map((section) => (
            <Section key={section.title} section={section} labels={labels} />
          ))}
        </table>
      </section>
    </aside>
  );
}

type Labels = Readonly<Record<"before" | "after", string>>;

function Section({ section, labels }: { readonly section: DifferenceSection; readonly labels: Labels }) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={3} class="section-title">
          {oneLine(section.title)}
        </th>
      </tr>
      {section.rows.map((row, position) => (
        <Row key={`${row.label} ${position}`} row={row} labels={labels} />
      ))}
      {section.more > 0 && (
        <tr>
          <td colSpan={3} class="second">
            and {section.more.toLocaleString("en-US")} more
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Row({ row, labels }: { readonly row: DifferenceRow; readonly labels: Labels }) {
  const { store, canvas } = useShell();
  const { node } = row;
  const label = oneLine(row.label);
  const go = (id: string): void => {
    store.select(id, false);
    canvas.reveal(store.scene.value?.graph.indexOf.get(id) ?? -1);
  };
  return (
    <tr class={row.difference ?? "unknown"}>
      <th scope="row">
        <span class="what">
          <DifferenceIcon difference={row.difference} />
          {node === undefined ? (
            <span>{label}</span>
          ) : (
            <button type="button" class="link" title="Show in the graph" onClick={() => go(node)}>
              {label}
            </button>
          )}
          {row.difference && <span class="visually-hidden">{` (${differenceWord(row.difference, labels)})`}</span>}
        </span>
      </th>
      <Value text={row.before} time={row.times?.before} />
      <Value text={row.after} time={row.times?.after} />
    </tr>
  );
}

const longest = 400;
/** Of a hash nobody compares more than the beginning; the comparison as text has all of it. */
const isHash = /^[0-9a-f]{24,}$/i;
const hashLength = 12;

interface ValueProperties {
  readonly text: string;
  /** In the place of the text. */
  readonly time: number | null | undefined;
}

function Value({ text, time }: ValueProperties) {
  if (typeof time === "number") {
    return (
      <td>
        <TimeText time={time} />
      </td>
    );
  }
  if (isHash.test(text)) return <td title={text}>{`${text.slice(0, hashLength)}…`}</td>;
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return <td>{short === "" ? <span class="second">—</span> : short}</td>;
}

/** Where of the two models something is, in words. */
function differenceWord(difference: Difference, { before, after }: Labels): string {
  switch (difference) {
    case "before":
      return `only in ${before}`;
    case "after":
      return `only in ${after}`;
    case "changed":
      return "changed";
    case "same":
      return "the same";
  }
}
