/** Type, header and footer. */

/** What every page has. */
export const base = `*, *::before, *::after { box-sizing: border-box; }
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
  gap: 0.5rem 2rem;
  padding: 1.125rem 0;
  border-bottom: 1px solid var(--line);
}
header nav { display: flex; flex-wrap: wrap; gap: 0 1.5rem; flex: 1; font-size: 0.9375rem; }
header ul { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; padding: 0; list-style: none; }
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
`;
