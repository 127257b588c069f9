import { type Glyph, type Kind, kindGlyph, type State, stateGlyph, type Tool, toolGlyph } from "../icons/glyphs.ts";

/** A glyph as an inline SVG; decoration, so whoever holds it has a name of its own. */
function GlyphIcon({ glyph, className }: { readonly glyph: Glyph; readonly className: string }) {
  return (
    <svg class={`icon ${className}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      {glyph.lines && (
        <path
          class="glyph-lines"
          d={glyph.lines}
          stroke-width={glyph.weight ?? 1.3}
          {...(glyph.dash ? { "stroke-dasharray": glyph.dash } : {})}
        />
      )}
      {glyph.shapes && <path class="glyph-shapes" d={glyph.shapes} fill-rule="evenodd" />}
    </svg>
  );
}

export const ToolIcon = ({ tool }: { readonly tool: Tool }) => <GlyphIcon glyph={toolGlyph(tool)} className="tool" />;

export const StateIcon = ({ state }: { readonly state: State }) => (
  <GlyphIcon glyph={stateGlyph(state)} className={`state-glyph state-${state}`} />
);

export const KindIcon = ({ kind, role }: { readonly kind: Kind; readonly role: string }) => (
  <GlyphIcon glyph={kindGlyph(kind)} className={`kind-glyph role-${role}`} />
);
