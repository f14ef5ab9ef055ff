/** What is different where the screen is narrow. */

/** Tables become cards, columns follow each other. */
export const narrow = `@media (max-width: 42rem) {
  header { padding-bottom: 0.625rem; }
  header nav { flex-basis: 100%; gap: 0 1.25rem; }
  header nav ul { display: contents; }
  dt { flex-basis: 5.75rem; }
  dd time { white-space: normal; }
  .columns { grid-template-columns: 1fr; }
  .beside { grid-template-columns: 1fr; }
  .beside .event { padding-top: 0; }
  .links a { display: block; }
  table, tbody, tr, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { padding: 0.75rem 0; border-bottom: 1px solid var(--line); }
  td { display: flex; gap: 1rem; padding: 0.1875rem 0; border: 0; }
  td::before { content: attr(data-label); flex: 0 0 6rem; color: var(--quiet); }
  .steps > li { padding-left: 1.75rem; }
}
`;
