/** The SendEmail port over the terminal, for development. */

import type { Email, SendEmail } from "../../application/mail/send_email.ts";

/**
 * Prints mails instead of sending them; a mail that is sent again is printed again. Control
 * characters are printed as escapes, so that no mail can steer the terminal.
 *
 * @example
 * ```ts
 * import { consoleSendEmail } from "@portico/core/console";
 *
 * const sendEmail = consoleSendEmail();
 * await sendEmail({
 *   to: "ada@example.org",
 *   subject: "Hello",
 *   text: "Hello Ada",
 *   about: "user-1",
 *   idempotencyKey: "hello-ada",
 * });
 * ```
 */
export function consoleSendEmail(
  write: (text: string) => void = (text) => console.log(text),
): SendEmail {
  // deno-lint-ignore require-await -- what `write` throws is to be a rejection
  return async (email, signal) => {
    signal?.throwIfAborted();
    write(printed(email));
  };
}

function printed({ to, subject, text, about }: Email): string {
  return [
    `To: ${escaped(to)}`,
    `Subject: ${escaped(subject)}`,
    `About: ${escaped(about)}`,
    "",
    ...text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line && `  ${escaped(line)}`),
    "",
  ].join("\n");
}

function escaped(line: string): string {
  return line.replace(
    /(?!\t)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (unit) => `\\u{${unit.codePointAt(0)?.toString(16)}}`,
  );
}
