import type { Tool } from "../icons/glyphs.ts";
import { ToolIcon } from "./Icon.tsx";

interface Properties {
  readonly tool: Tool;
  /** What it does; also its tooltip. */
  readonly label: string;
  readonly onPress: () => void;
  /** For toggles: whether it is on. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
}

/** A square button with a glyph. */
export const IconButton = ({ tool, label, onPress, pressed, disabled }: Properties) => (
  <button
    type="button"
    class="icon-button"
    title={label}
    aria-label={label}
    disabled={disabled === true}
    onClick={onPress}
    {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
  >
    <ToolIcon tool={tool} />
  </button>
);
