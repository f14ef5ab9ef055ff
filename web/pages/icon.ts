/** The icon: a gable on four columns. */

/** The icon as SVG; its colour suits light and dark. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="#b4451f">
  <path d="M16 3 30 11v3H2v-3z"/>
  <path d="M5 16h3v9H5zM11.300 16h3v9h-3zM17.700 16h3v9h-3zM24 16h3v9h-3zM2 27h28v3H2z"/>
</svg>
`;
