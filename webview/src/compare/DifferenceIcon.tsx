import type { Difference } from "../../../server/src/protocol.ts";

const paths: Readonly<Record<Difference, { readonly line: string; readonly fill: string }>> = {
  before: { line: "M2.5 4.5h11v7h-11z", fill: "M2.5 4.5h5.5v7h-5.5z" },
  after: { line: "M2.5 4.5h11v7h-11z", fill: "M8 4.5h5.5v7h-5.5z" },
  changed: { line: "", fill: "M8 3.5L13 12.5H3z" },
  same: { line: "M3.5 6.4h9M3.5 9.6h9", fill: "" },
};

/** The sign of where something is, as the graph has it; empty where it is not known. */
export function DifferenceIcon({ difference }: { readonly difference: Difference | null }) {
  const { line, fill } = difference === null ? { line: "", fill: "" } : paths[difference];
  return (
    <svg
      class={`icon difference-icon ${difference ?? ""}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      {line && <path class="glyph-lines" d={line} />}
      {fill && <path class="fill" d={fill} />}
    </svg>
  );
}
