/** Signatures of deliveries (https://docs.stripe.com/webhooks#verify-manually). */

import { InvalidInput } from "../../domain/kernel/errors.ts";
import { WebhookRefused } from "./webhook_refused.ts";

/** What a signature is checked against. */
export interface SignatureCheck {
  /** The signing secret of the endpoint, `whsec_...`. */
  readonly secret: string;
  /** Seconds that a delivery may be older, or younger, than now; at least 1. */
  readonly tolerance: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Requires one of the signatures in a header to be that of a body, and its time to be about now.
 *
 * The bytes are checked as they came; the SDK decodes them first, and so takes some that differ for
 * the same. Signatures are compared in constant time. Schemes other than `v1` are ignored, so that
 * nobody can ask for a weaker one.
 *
 * @throws {WebhookRefused}
 * @throws {InvalidInput} when there is no secret to check with
 */
export async function requireSignature(
  body: Uint8Array,
  header: string | null | undefined,
  { secret, tolerance, now }: SignatureCheck,
): Promise<void> {
  if (secret.trim() === "") {
    throw new InvalidInput("the webhook secret", [{ path: "", message: "must not be blank" }]);
  }
  const { time, signatures } = readHeader(header ?? "");
  const key = await importKey(secret);
  const signed = joined(`${time}.`, body);
  const checks = signatures.map((signature) =>
    crypto.subtle.verify("HMAC", key, signature, signed)
  );
  if (!(await Promise.all(checks)).includes(true)) {
    throw new WebhookRefused("forged", "no signature is that of its body");
  }
  if (!(Math.abs(now / 1000 - Number(time)) <= tolerance)) {
    throw new WebhookRefused("old", `it was not signed within ${tolerance} seconds`);
  }
}

interface SignatureHeader {
  /** Seconds since 1970, as they were signed. */
  readonly time: string;
  readonly signatures: readonly Uint8Array<ArrayBuffer>[];
}

function readHeader(header: string): SignatureHeader {
  const elements = header.split(",").map((element) => element.trim());
  const times = elements.filter((element) => element.startsWith("t="));
  const [, time] = /^t=(\d{1,12})$/.exec(times[0] ?? "") ?? [];
  if (time === undefined || times.length > 1) {
    throw new WebhookRefused("malformed", "its signature has no time");
  }
  const signatures = elements.flatMap((element) => {
    const [, digits] = /^v1=([0-9a-f]{64})$/.exec(element) ?? [];
    return digits === undefined ? [] : [bytesOf(digits)];
  });
  if (signatures.length === 0) {
    throw new WebhookRefused("malformed", "it has no signature of the scheme v1");
  }
  return { time, signatures };
}

function importKey(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [
    "verify",
  ]);
}

function joined(text: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(text);
  const all = new Uint8Array(head.length + body.length);
  all.set(head);
  all.set(body, head.length);
  return all;
}

function bytesOf(digits: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
