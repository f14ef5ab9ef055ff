/** The one stylesheet. */

/** The style of all pages: light or dark as the reader prefers, from phone to desk. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7;
  --card: #ffffff;
  --ink: #1f1c19;
  --quiet: #655d55;
  --line: #e3ded6;
  --accent: #a83d19;
  --on-accent: #ffffff;
  --good: #2c6a41;
  --bad: #b3261e;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", Georgia, serif;
  --sans: ui-sans-serif, system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #161412;
    --card: #1e1b19;
    --ink: #ece7e1;
    --quiet: #a79e94;
    --line: #37322d;
    --accent: #ef8f68;
    --on-accent: #1d110b;
    --good: #86c79b;
    --bad: #ff9d93;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto;
  padding: 0 1.25rem;
  max-width: 62rem;
  background: var(--paper);
  color: var(--ink);
  font: 1.0625rem/1.6 var(--sans);
  overflow-wrap: break-word;
}
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance; }
h1 { font-size: clamp(1.9rem, 1.4rem + 2.4vw, 2.9rem); margin: 0 0 1rem; letter-spacing: -0.01em; }
h2 { font-size: 1.45rem; margin: 2.75rem 0 0.75rem; }
h3 { font-size: 1.125rem; margin: 0 0 0.25rem; }
p { margin: 0 0 1rem; max-width: 42rem; }
a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 0.07em; }
a:hover { text-decoration-thickness: 0.14em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
code, pre, .position { font-family: var(--mono); font-size: 0.875em; }
pre {
  margin: 0 0 1rem;
  padding: 1rem 1.125rem;
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 6px;
  overflow-x: auto;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  line-height: 1.5;
}
.quiet, .hint, .eyebrow, footer { color: var(--quiet); }
.small { font-size: 0.875rem; overflow-wrap: anywhere; }
.lead { font-size: 1.1875rem; line-height: 1.55; }
.eyebrow {
  margin: 0 0 0.375rem;
  font-size: 0.875rem;
  letter-spacing: 0.06em;
  text-transform: uppercase;
}
.skip { position: absolute; left: -100vw; padding: 0.5rem 1rem; background: var(--card); }
.skip:focus { left: 1rem; top: 0.5rem; }

header {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.5rem 2.5rem;
  padding: 1.125rem 0;
  border-bottom: 1px solid var(--line);
}
header nav { display: flex; flex-wrap: wrap; gap: 0 1.5rem; flex: 1; }
header ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0; padding: 0; list-style: none; }
header nav ul:last-child { margin-left: auto; }
header nav a { display: block; padding: 0.375rem 0; color: var(--quiet); text-decoration: none; }
header nav a:hover { color: var(--ink); }
header nav a[aria-current] { color: var(--ink); box-shadow: 0 2px 0 var(--accent); }
.brand {
  display: flex;
  align-items: center;
  gap: 0.625rem;
  color: var(--ink);
  font: 600 1.375rem var(--serif);
  text-decoration: none;
}
main { padding: 2.75rem 0 4rem; }
footer { padding: 1.25rem 0 2.5rem; border-top: 1px solid var(--line); font-size: 0.9375rem; }
footer p { margin: 0; }

.hero { padding: 0.75rem 0 0.5rem; }
.hero h1 { max-width: 17em; }
.columns { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1.25rem 2rem; }
.columns, .links, .steps { margin: 0 0 1rem; padding: 0; list-style: none; }
.columns { counter-reset: shape; }
.columns li { border-top: 2px solid var(--accent); padding-top: 0.875rem; }
.links li { padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
.links a { display: inline-block; min-width: 9rem; font-weight: 600; }
.steps { counter-reset: step; }
.steps > li { position: relative; padding: 0 0 1.25rem 3rem; border-left: 1px solid var(--line); margin-left: 1rem; }
.steps > li:last-child { border-left-color: transparent; }
.steps > li::before {
  counter-increment: step;
  content: counter(step);
  position: absolute;
  left: -1rem;
  top: -0.125rem;
  width: 2rem;
  height: 2rem;
  border-radius: 50%;
  background: var(--accent);
  color: var(--on-accent);
  font: 600 1rem/2rem var(--serif);
  text-align: center;
}
.steps h2 { margin: 0 0 0.5rem; }

.button, button {
  display: inline-block;
  padding: 0.625rem 1.25rem;
  border: 1px solid var(--accent);
  border-radius: 6px;
  background: var(--accent);
  color: var(--on-accent);
  font: 600 1rem/1.5 var(--sans);
  text-decoration: none;
  cursor: pointer;
}
.button:hover, button:hover { filter: brightness(1.08); }
button.secondary { background: transparent; border-color: var(--quiet); color: var(--ink); }
button.secondary:hover { border-color: var(--ink); }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1.25rem; max-width: none; }
.actions form, .actions p { margin: 0; }

form { max-width: 32rem; margin: 0 0 1rem; }
.field { margin: 0 0 1.25rem; }
label { display: block; font-weight: 600; margin-bottom: 0.25rem; }
.hint { margin: 0 0 0.375rem; font-size: 0.9375rem; }
input[type="text"] {
  width: 100%;
  padding: 0.625rem 0.75rem;
  border: 1px solid var(--quiet);
  border-radius: 6px;
  background: var(--card);
  color: var(--ink);
  font: inherit;
}
input[aria-invalid] { border: 2px solid var(--bad); }
.error { margin: 0.375rem 0 0; color: var(--bad); overflow-wrap: anywhere; }
.notice {
  padding: 0.875rem 1.125rem;
  background: var(--card);
  border: 1px solid var(--line);
  border-left: 4px solid var(--accent);
  border-radius: 6px;
}
.notice.wrong { border-left-color: var(--bad); }

dl { margin: 0 0 1.5rem; max-width: 42rem; }
dl div { display: flex; gap: 1rem; padding: 0.4375rem 0; border-bottom: 1px solid var(--line); }
dt { flex: 0 0 7rem; color: var(--quiet); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }

table { width: 100%; border-collapse: collapse; margin: 0 0 1.5rem; font-variant-numeric: tabular-nums; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th { text-align: left; font-weight: 500; font-size: 0.9375rem; color: var(--quiet); }
th, td { padding: 0.625rem 1rem 0.625rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td { overflow-wrap: anywhere; }
td:last-child, th:last-child { padding-right: 0; }
.mark { white-space: nowrap; }
.mark::before {
  content: "";
  display: inline-block;
  width: 0.5em;
  height: 0.5em;
  margin-right: 0.5em;
  border-radius: 50%;
  background: currentColor;
  vertical-align: 0.08em;
}
.mark.good { color: var(--good); }
.mark.quiet { color: var(--quiet); }
.mark.bad { color: var(--bad); }

article { padding: 1.25rem 0; border-top: 1px solid var(--line); }
article p { margin-bottom: 0.5rem; }
article pre { margin: 0.5rem 0 0; }
.event h3, .letter h3 { font-family: var(--sans); }
.position { color: var(--quiet); font-weight: 400; margin-right: 0.5em; }
.mail .text { white-space: pre-line; margin-top: 0.75rem; }
.letter .actions { margin-top: 0.875rem; }
summary { cursor: pointer; color: var(--accent); width: fit-content; }
.pager { margin: 0 0 1.5rem; }

@media (max-width: 42rem) {
  header nav ul:last-child { margin-left: 0; }
  .columns { grid-template-columns: 1fr; }
  .links a { display: block; }
  table, tbody, tr, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { padding: 0.75rem 0; border-bottom: 1px solid var(--line); }
  td { display: flex; gap: 1rem; padding: 0.1875rem 0; border: 0; }
  td::before { content: attr(data-label); flex: 0 0 7rem; color: var(--quiet); }
  .steps > li { padding-left: 1.75rem; }
}
`.trimStart();
