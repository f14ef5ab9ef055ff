/** What only the pages of accounts have. */

/** Forms beside each other, the plot, and events beside what they mean. */
export const accounts =
  `.balance { font: 600 1.375rem/1.3 var(--serif); font-variant-numeric: tabular-nums; }
.amount { white-space: nowrap; }
.forms {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
  gap: 1.25rem;
  margin: 0 0 1rem;
}
.forms form { margin: 0; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
.forms h3 { margin-bottom: 0.75rem; }

.plot { margin: 0 0 1.5rem; padding: 0 0.5rem 0 3.25rem; }
.plot svg { display: block; width: 100%; height: 14.5rem; overflow: visible; }
.plot text { fill: var(--quiet); font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
.plot .grid { stroke: var(--line); }
.plot .line { stroke: var(--accent); stroke-width: 2; stroke-linecap: square; }
.plot circle { fill: var(--accent); }
.plot .target { fill: transparent; }
.plot a:hover .target, .plot a:focus-visible .target { fill: var(--line); }
.plot a[aria-current] circle:last-child { fill: var(--paper); stroke: var(--accent); stroke-width: 4; }
.plot figcaption { margin-left: -3.25rem; font-size: 0.9375rem; }

.beside { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2.5rem; border-top: 1px solid var(--line); }
.beside h3 { font-family: var(--sans); }
.beside > * { min-width: 0; border: 0; }
`;
