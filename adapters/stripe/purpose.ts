/** What a payment is for, as Stripe can be asked for it. */

/** The keys a creation goes through, before Stripe has forgotten the first of them. */
const KEYS = 10;

/** Hashes an order and an attempt to 64 hexadecimal digits: short, and safe in headers and queries. */
export async function purposeOf(order: string, attempt: number): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify([order, attempt]));
  const digest = await crypto.subtle.digest("SHA-256", text);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Gives the idempotency keys of a creation in their order; Stripe takes up to 255 characters. */
export function keysOf(name: string, from = 0): readonly string[] {
  return Array.from({ length: KEYS }, (_, index) => `portico-${name}-${from + index}`);
}
