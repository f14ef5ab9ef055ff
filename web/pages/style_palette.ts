/** Colours and typefaces. */

/** Light or dark, as the reader prefers. Every text has a contrast of at least 4.5 to 1. */
export const palette = `:root {
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
`;
