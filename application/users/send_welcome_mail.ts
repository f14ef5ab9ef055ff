/** The welcome mail, which follows a registration. */

import type { UserEvent, UserRegistered } from "../../domain/users/user.ts";
import { type Subscription, subscription } from "../events/subscription.ts";
import type { Email, SendEmail } from "../mail/send_email.ts";
import { userCodec } from "./user_codec.ts";

/** What the welcome mail needs. */
export interface WelcomeMailPorts {
  readonly sendEmail: SendEmail;
}

/**
 * Sends a mail to everybody who has registered, after the registration was committed.
 *
 * @example
 * ```ts
 * import { welcomeMail } from "@portico/core";
 * import { consoleSendEmail } from "@portico/core/console";
 *
 * welcomeMail({ sendEmail: consoleSendEmail() }).name; // "welcome-mail"
 * ```
 */
export function welcomeMail({ sendEmail }: WelcomeMailPorts): Subscription {
  return subscription<UserEvent>({
    name: "welcome-mail",
    types: ["UserRegistered"],
    codec: userCodec,
    concurrency: 8,
    handle: async (event, { idempotencyKey, signal }) => {
      if (event.type !== "UserRegistered") return;
      await sendEmail(welcome(event.data, idempotencyKey), signal);
    },
  });
}

function welcome({ userId, name, email }: UserRegistered["data"], idempotencyKey: string): Email {
  return {
    to: email,
    subject: `Welcome, ${name}`,
    text:
      `Hello ${name},\n\nyou are registered with the address ${email}.\nGood to have you here.\n`,
    about: userId,
    idempotencyKey,
  };
}
