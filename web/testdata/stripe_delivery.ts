/** Deliveries of Stripe's webhook, signed or not, for tests of the web app. */

/** What the deliveries of the tests are signed with. */
export const SIGNING_SECRET = "whsec_of_the_tests";

/** Writes an event about the payment of an order. */
export function paymentEvent(
  order: string,
  status: string,
  { id = "evt_1", attempt = 1 }: { readonly id?: string; readonly attempt?: number } = {},
): string {
  const metadata = { order, attempt: String(attempt) };
  const object = { object: "payment_intent", id: "pi_1", created: 1, status, metadata };
  return JSON.stringify({ object: "event", id, data: { object } });
}

/** Signs a body as Stripe does (https://docs.stripe.com/webhooks#verify-manually). */
export async function signatureOf(
  body: string,
  now: number,
  secret: string = SIGNING_SECRET,
): Promise<string> {
  const time = Math.floor(now / 1000);
  const bytes = new TextEncoder();
  const usage = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes.encode(secret), usage, false, ["sign"]);
  const signed = await crypto.subtle.sign("HMAC", key, bytes.encode(`${time}.${body}`));
  const digits = Array.from(new Uint8Array(signed), (byte) => byte.toString(16).padStart(2, "0"));
  return `t=${time},v1=${digits.join("")}`;
}
