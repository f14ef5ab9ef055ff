/** What an adapter gives to the mail kit: a way to send, and a look at what came out at its end. */

import type { SendEmail } from "../../application/mail/send_email.ts";
import type { Capability } from "./kit.ts";

/** A mail as its reader has it. */
export interface ArrivedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** What makes two arrivals one mail to a reader; `""` where the technology has nothing such. */
  readonly messageId: string;
}

/**
 * What the next station does with the mails that come from now on: takes them, refuses them for
 * good, does not take them for now, or says nothing at all.
 */
export type MailAnswer = "take" | "refuse" | "later" | "silence";

/** A fresh place for the mails of one case. The kit ends it with the case. */
export interface MailPlace extends AsyncDisposable {
  readonly sendEmail: SendEmail;
  /** Everything that has arrived, in the order of arrival. */
  readonly arrived: () => Promise<readonly ArrivedMail[]>;
  /** Sets the answer; called with `"take"` only where there are no other answers. */
  readonly answer: (answer: MailAnswer) => void;
}

/** What a technology can do; the cases that need what is missing are skipped. */
export interface MailCapabilities {
  /** A mail that is sent again arrives once, and not only looks as if. */
  readonly once: Capability;
  /** A mail carries an id that is the same each time it is sent. */
  readonly messageIds: Capability;
  /** There is a next station that can refuse, and be silent. */
  readonly answers: Capability;
  /** Address and subject become lines of text that are read by a machine. */
  readonly headers: Capability;
}
