/** Mails that follow from events, shortly after them. */

import type { KeptMail } from "../application/mail/kept_mail.ts";
import type { Services } from "./services.ts";

/** How often, and with how many milliseconds between, mails that are on their way are looked for. */
const LOOKS = 20;
const PAUSE = 50;
/** How many of the latest mails are looked at. */
const LATEST = 200;

/**
 * Finds the mails about something, newest first, and waits a moment until there are as many as are
 * expected. `undefined` when mail is not kept here.
 */
export async function awaitMails(
  { readMailbox, clock }: Pick<Services, "readMailbox" | "clock">,
  about: string,
  expected: number,
): Promise<readonly KeptMail[] | undefined> {
  if (readMailbox === undefined) return undefined;
  for (let look = 1;; look++) {
    const { items } = await readMailbox({ limit: LATEST });
    const mails = items.filter((mail) => mail.about === about);
    if (mails.length >= expected || look === LOOKS) return mails;
    await clock.sleep(PAUSE);
  }
}
