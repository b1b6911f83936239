/** The style of a bundle. One text, so that its hash in the content security policy is always the same. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --text: #1f2328; --dim: #495057; --page: #fff; --surface: #f7f8fa; --code: #f3f4f6;
  --line: #dcdfe4; --strong: #868e96; --link: #1864ab; --mark: #ffec99;
  --good: #237032; --warn: #a34700; --bad: #c92a2a; --note: #1864ab; --special: #7b2d91;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --text: #d5d8de; --dim: #b4b8c1; --page: #1b1d21; --surface: #16181b; --code: #25282e;
    --line: #2d3037; --strong: #8b909a; --link: #74b9f5; --mark: #574400;
    --good: #69db7c; --warn: #ffb366; --bad: #ff8787; --note: #74b9f5; --special: #d0a0e8;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: 12px; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.6 Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere;
}
[hidden] { display: none !important; }
a { color: var(--link); text-underline-offset: 2px; text-decoration-thickness: 1px; }
:where(a, button, input, summary, [tabindex]):focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
h1, h2, h3, h4, h5, h6 { margin: 26px 0 8px; font-weight: 600; line-height: 1.3; }
h1 { margin: 4px 0 6px; font-size: 20px; }
h2 { font-size: 20px; }
h3 { font-size: 17px; }
h4 { font-size: 15.5px; }
h5, h6 { font-size: 15px; }
p, ul, ol, blockquote, table, dl { margin: 0 0 12px; }
ul, ol { padding-inline-start: 26px; }
li { margin: 3px 0; }
code, pre { font-family: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; padding: 6px 10px; background: var(--page); z-index: 3; }
.dim { color: var(--dim); }
.doubt { color: var(--bad); }
.small { font-size: 13.5px; }
.side { padding: 16px; border-block-end: 1px solid var(--line); background: var(--surface); }
.brand { margin: 0; color: var(--dim); font-size: 13px; }
.side header p { margin: 0 0 4px; }
.state { font-weight: 600; }
.state[data-complete='yes'] { color: var(--good); }
.state[data-complete='no'] { color: var(--warn); }
.search { margin: 12px 0 4px; }
.search label { display: block; margin-block-end: 4px; font-weight: 600; font-size: 14px; }
.search input {
  width: 100%; min-height: 44px; padding: 8px 12px; border: 1px solid var(--strong); border-radius: 6px;
  background: var(--page); color: inherit; font: inherit; font-size: 16px;
}
.search p { min-height: 1.6em; margin: 4px 0 0; color: var(--dim); font-size: 13.5px; }
.list { margin: 0 0 10px; padding: 0; list-style: none; }
.list li { margin: 0; }
.list a { display: block; padding: 9px 6px; border-radius: 5px; color: inherit; text-decoration: none; line-height: 1.35; }
.list a:hover { background: var(--code); text-decoration: underline; }
.parts a { font-weight: 600; }
.list-head { margin: 12px 0 2px; padding: 0 6px; color: var(--dim); font-size: 13px; font-weight: 600; }
.found-text { display: block; color: var(--dim); font-size: 13px; }
mark { background: var(--mark); color: var(--text); border-radius: 2px; }
main { padding: 16px; max-width: 860px; min-width: 0; }
.runbook { padding-block-start: 8px; border-block-start: 2px solid var(--line); margin-block-start: 32px; content-visibility: auto; contain-intrinsic-size: auto 1400px; }
.runbook > h2 { margin-block-start: 14px; font-size: 22px; }
.facts { display: grid; gap: 3px 14px; font-size: 14px; }
.facts > div { display: flex; flex-wrap: wrap; gap: 0 10px; }
.facts dt { flex: none; width: 130px; color: var(--dim); }
.facts dd { flex: 1 1 200px; margin: 0; }
.facts dd p { margin: 0; }
details { margin: 0 0 12px; font-size: 14px; }
summary { width: fit-content; padding: 4px 0; color: var(--dim); cursor: pointer; }
.variables { width: 100%; table-layout: fixed; border-collapse: collapse; font-size: 14px; overflow-wrap: anywhere; }
.variables thead th:not(:last-child) { width: 28%; }
.variables caption { color: var(--dim); text-align: start; }
.variables :is(th, td) { padding: 4px 12px 4px 0; border-block: 1px solid var(--line); font-weight: 400; text-align: start; vertical-align: top; }
.variables thead th { color: var(--dim); }
.outline { margin: 0; padding-inline-start: 18px; list-style: none; }
.outline .deep { padding-inline-start: 16px; }
.timeline { padding: 0; list-style: none; }
.timeline li { margin: 8px 0; }
.timeline time { color: var(--dim); font-variant-numeric: tabular-nums; }
.said { margin: 2px 0 0; padding-inline-start: 12px; border-inline-start: 2px solid var(--line); white-space: pre-wrap; }
.duplicate { margin-block-start: 24px; }
.text h3 { padding-bottom: 4px; border-bottom: 1px solid var(--line); font-size: 18px; }
.text h4 { font-size: 16px; }
.text li > p:last-child { margin-bottom: 0; }
.text blockquote { margin-inline: 0; padding: 0 14px; border-inline-start: 3px solid var(--line); color: var(--dim); }
.text hr { margin: 24px 0; border: 0; border-top: 1px solid var(--line); }
.text img { max-width: 100%; height: auto; border-radius: 4px; background: #fff; }
:not(pre) > code { padding: 1px 5px; border-radius: 4px; background: var(--code); font-size: 0.88em; }
.code { position: relative; display: flex; align-items: flex-start; margin: 0 0 14px; border: 1px solid var(--line); border-radius: 6px; background: var(--code); }
.code pre, pre.plain { flex: 1; min-width: 0; margin: 0; padding: 10px 14px; font-size: 13px; line-height: 1.55; white-space: pre-wrap; }
.code button, .tools button {
  flex: none; min-height: 36px; margin: 4px; padding: 4px 10px; border: 1px solid var(--strong); border-radius: 5px;
  background: var(--page); color: inherit; font: inherit; font-size: 13px; cursor: pointer;
}
.tools { display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: center; margin-block-start: 18px; font-size: 14px; }
.wide { overflow-x: auto; margin: 0 0 14px; }
table { min-width: 100%; margin: 0; border-collapse: collapse; font-size: 14px; line-height: 1.45; overflow-wrap: normal; }
th, td { max-width: 60ch; padding: 6px 10px; border: 1px solid var(--line); text-align: start; vertical-align: top; }
th { background: var(--surface); font-weight: 600; }
[align='right'] { text-align: right; }
[align='center'] { text-align: center; }
li:has(> input[type='checkbox']), li:has(> p > input[type='checkbox']) { margin-inline-start: -22px; list-style: none; }
input[type='checkbox'] { width: 15px; height: 15px; margin: 0; margin-inline-end: 7px; vertical-align: -2px; }
.callout { --callout: var(--note); margin: 0 0 14px; padding: 9px 14px 1px; border-inline-start: 3px solid var(--callout); background: var(--surface); }
.callout[data-callout='tip'] { --callout: var(--good); }
.callout[data-callout='important'] { --callout: var(--special); }
.callout[data-callout='warning'] { --callout: var(--warn); }
.callout[data-callout='caution'] { --callout: var(--bad); }
.callout-title { margin-bottom: 4px; color: var(--callout); font-size: 14px; font-weight: 600; }
.missing { text-decoration: underline dotted; text-underline-offset: 3px; }
.elsewhere { padding: 2px 6px; border: 1px dashed var(--strong); border-radius: 4px; color: var(--dim); font-size: 13.5px; }
section[data-footnotes] { margin-top: 28px; font-size: 13.5px; }
footer { padding: 16px; border-block-start: 2px solid var(--line); font-size: 14px; }
.digest { display: block; width: fit-content; max-width: 100%; padding: 4px 8px; font-size: 13px; }
.quick { position: fixed; inset: auto 0 0; display: flex; border-block-start: 1px solid var(--line); background: var(--surface); z-index: 2; }
.quick a { flex: 1; padding: 15px 8px; color: inherit; text-align: center; text-decoration: none; font-size: 14px; }
@media screen and (max-width: 63.99em) { body { padding-block-end: 54px; } }
@media screen and (min-width: 64em) {
  .page { display: grid; grid-template-columns: 340px minmax(0, 1fr); }
  .side { position: sticky; inset-block-start: 0; height: 100vh; overflow-y: auto; border-block-end: 0; border-inline-end: 1px solid var(--line); }
  .list a { padding-block: 5px; font-size: 14px; }
  main { padding: 16px 40px; }
  footer { grid-column: 2; padding: 16px 40px; max-width: 860px; }
  .quick { display: none; }
}
@media print {
  body { font-size: 10.5pt; }
  .side { padding: 0; border: 0; background: none; }
  main, footer { max-width: none; padding-inline: 0; }
  .search, .quick, .tools, .code button, .skip, #results { display: none !important; }
  #contents { display: block !important; }
  .titles { columns: 2; }
  .list a { padding: 1px 0; font-size: 10pt; }
  .front { break-before: page; }
  .runbook { break-before: page; margin: 0; border: 0; content-visibility: visible; }
  .code, .callout, tr, li { break-inside: avoid; }
  h2, h3, h4, h5 { break-after: avoid; }
  .wide { overflow: visible; }
  .code pre { overflow-wrap: anywhere; }
  input[type='checkbox'] { width: 12px; height: 12px; border: 1px solid #000; appearance: none; line-height: 10px; text-align: center; }
  input[type='checkbox']:checked::before { content: '\\2713'; font-weight: 700; }
  .text a[href^='http']::after { content: ' (' attr(href) ')'; color: #555; font-size: 0.85em; }
  body[data-one] :is(.side, .front, footer, .runbook:not([data-one])) { display: none !important; }
  body[data-one] .runbook { break-before: auto; }
}
`;
