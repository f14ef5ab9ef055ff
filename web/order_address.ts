/** Where orders are found. */

/** Gives the address of an order. */
export function orderAddress(id: string): string {
  return `/orders/${encodeURIComponent(id)}`;
}
