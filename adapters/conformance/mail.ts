/** The mail kit: every law of the SendEmail port as cases, for any adapter and any test runner. */

import { within } from "./assertions.ts";
import { registerCase, type RegisterTest } from "./kit.ts";
import { type MailCase, mailCases } from "./mail_cases.ts";
import type { MailCapabilities, MailPlace } from "./mail_place.ts";

/** What the mail kit needs to try an adapter. */
export interface MailConformance {
  /** Registers a test: `Deno.test`, or `test` of `node:test` or `bun:test`. */
  readonly test: RegisterTest;
  /** Makes a fresh place, where nothing has arrived yet, for the mails of one case. */
  readonly create: () => Promise<MailPlace>;
  readonly capabilities: MailCapabilities;
}

/**
 * Registers a test for every case of the SendEmail port. Each works at a place of its own.
 *
 * @example The test of an adapter
 * ```ts ignore
 * import { mailConformance } from "@portico/core/conformance";
 * import { mailboxSendEmail, readMailbox } from "@portico/core/mailbox";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock } from "@portico/core/system";
 *
 * mailConformance({
 *   test: Deno.test,
 *   create: () => {
 *     const clock = systemClock();
 *     const store = memoryStore({ clock, newId: randomIds() });
 *     return Promise.resolve({
 *       sendEmail: mailboxSendEmail({ store, clock }),
 *       arrived: async () => {
 *         const { items } = await readMailbox(store)({ limit: 100 });
 *         return items.map((mail) => ({ ...mail, messageId: "" }));
 *       },
 *       answer: () => {},
 *       [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
 *     });
 *   },
 *   capabilities: {
 *     once: true,
 *     messageIds: { missing: "a mailbox keeps one of each mail" },
 *     answers: { missing: "a mailbox takes every mail" },
 *     headers: { missing: "a mailbox keeps subject and address apart from the text" },
 *   },
 * });
 * ```
 */
export function mailConformance({ test, create, capabilities }: MailConformance): void {
  for (const [index, each] of mailCases.entries()) {
    registerCase(test, {
      name: `mail ${index + 1}: ${each.does}`,
      needs: each.needs === undefined ? true : capabilities[each.needs],
      run: () => runMailCase(each, create),
    });
  }
}

/** Longest a case may take, in milliseconds; a promise that stays open fails its case. */
const LONGEST_CASE = 60_000;

async function runMailCase({ does, run }: MailCase, create: () => Promise<MailPlace>) {
  await using place = await create();
  await within(LONGEST_CASE, `The case "${does}"`, run(place));
}
