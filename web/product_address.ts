/** Where products are found. */

/** Gives the address of a product. */
export function productAddress(id: string): string {
  return `/products/${encodeURIComponent(id)}`;
}
