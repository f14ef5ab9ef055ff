/** Buttons, forms, tables and lists. */

/** What some pages have. */
export const parts = `.hero { padding: 0.75rem 0 0.5rem; }
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
.id { display: inline-block; max-width: 20ch; }
time { white-space: nowrap; }
td:last-child, th:last-child { padding-right: 0; }
.part { display: block; line-height: 1.7rem; }
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
article > .quiet { max-width: none; }
article pre { margin: 0.5rem 0 0; }
.event h3, .letter h3 { font-family: var(--sans); }
.position { color: var(--quiet); font-weight: 400; margin-right: 0.5em; }
.mail .text { white-space: pre-line; margin-top: 0.75rem; }
.letter .actions { margin-top: 0.875rem; }
summary { cursor: pointer; color: var(--accent); width: fit-content; }
.pager { margin: 0 0 1.5rem; }
`;
