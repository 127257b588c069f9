/** The report's looks: readable on screen in light and dark, and on paper. */
export const style = `
:root { color-scheme: light dark; --text: #1f2328; --quiet: #57606a; --line: #d0d7de; --bar: #0969da; --part: #c2510c; --back: #ffffff; --tile: #f6f8fa; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --quiet: #9da7b3; --line: #3d444d; --bar: #4493f8; --part: #e07b29; --back: #0d1117; --tile: #161b22; }
}
@media print { :root { --text: #000; --quiet: #444; --line: #bbb; --back: #fff; --tile: #fff; } svg { min-width: 0; } section { break-inside: avoid; } tr { break-inside: avoid; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 16px 48px; max-width: 1000px; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 18px; margin: 40px 0 4px; }
p { margin: 4px 0 12px; color: var(--quiet); max-width: 76ch; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 20px 0; padding: 0; }
.tiles > div { background: var(--tile); border: 1px solid var(--line); border-radius: 4px; padding: 10px 14px; }
.tiles dt { color: var(--quiet); font-size: 13px; }
.tiles dd { margin: 0; font-size: 21px; font-weight: 600; }
.tiles .more { font-size: 13px; font-weight: 400; color: var(--quiet); }
svg { display: block; width: 100%; min-width: 560px; max-width: 760px; height: auto; margin: 12px 0; font-size: 12px; }
svg text { fill: var(--text); }
.bar { fill: var(--bar); } .part { fill: var(--part); } .axis { stroke: var(--line); } .interval { fill: none; stroke: var(--text); stroke-width: 1.5; }
.label { text-anchor: end; } .count, .tick, .unit { text-anchor: middle; } svg .tick, svg .unit { fill: var(--quiet); font-size: 11px; }
.legend { display: flex; gap: 20px; color: var(--quiet); font-size: 13px; }
.legend span::before { content: ""; display: inline-block; width: 11px; height: 11px; margin-right: 6px; background: var(--bar); border: 1px solid var(--line); }
.legend .marked::before { background: var(--part); }
details { margin: 4px 0 12px; } summary { cursor: pointer; color: var(--quiet); font-size: 13px; }
.scroll { overflow-x: auto; } .scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--bar); outline-offset: 2px; }
table { border-collapse: collapse; margin: 8px 0; font-size: 14px; }
th, td { text-align: right; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { font-weight: 600; } th:first-child, td:first-child, .left { text-align: left; }
td.name { max-width: 240px; overflow: hidden; text-overflow: ellipsis; }
`;
