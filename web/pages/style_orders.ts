/** What only the pages of orders have. */

/** An order and its events beside each other; buttons in tables. */
export const orders = `.halves { display: grid; grid-template-columns: 3fr 2fr; gap: 0 2.5rem; }
.halves > * { min-width: 0; }
.halves > :last-child > h2:first-child { margin-top: 0; }
.halves .forms { align-items: start; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); }
form.inline { margin: 0; }
form.inline button { padding: 0.25rem 0.75rem; font-size: 0.9375rem; }
@media (max-width: 42rem) {
  .halves { grid-template-columns: minmax(0, 1fr); }
  .halves > :last-child > h2:first-child { margin-top: 2.75rem; }
}
`;
