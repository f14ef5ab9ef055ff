/** The SendEmail port: one mail to one person, safely repeated. */

import { DomainError } from "../../domain/kernel/errors.ts";

/** A mail in plain text. */
export interface Email {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** What the mail is about, such as a user's id; for people who look for it later. */
  readonly about: string;
  /** The same key is the same mail: sent again, it must reach the reader once if the technology can. */
  readonly idempotencyKey: string;
}

/**
 * Sends a mail; resolves when the next station has taken responsibility for it.
 *
 * @throws {MailRefused} when it will never be taken
 * @throws {MailUnavailable} when it may be taken later
 */
export type SendEmail = (email: Email, signal?: AbortSignal) => Promise<void>;

/** The mail will never be taken: the address does not exist, or the content is not accepted. */
export class MailRefused extends DomainError {
  override readonly code = "mail/refused";
  override readonly kind = "refused";
  override readonly permanent = true;
  readonly to: string;

  constructor(to: string, reason: string, options?: ErrorOptions) {
    super(`Cannot send a mail to ${JSON.stringify(to)}: ${reason}`, options);
    this.to = to;
  }
}

/** The mail was not taken now; it may be later. */
export class MailUnavailable extends DomainError {
  override readonly code = "mail/unavailable";
  override readonly kind = "unavailable";
  readonly to: string;

  constructor(to: string, reason: string, options?: ErrorOptions) {
    super(`Cannot send a mail to ${JSON.stringify(to)} now: ${reason}`, options);
    this.to = to;
  }
}
