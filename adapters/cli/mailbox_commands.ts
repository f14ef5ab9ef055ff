/** Commands about mails that were kept. */

import { Command } from "commander";
import type { KeptMail } from "../../application/mail/kept_mail.ts";
import { DomainError } from "../../domain/kernel/errors.ts";
import type { CommandSetting } from "./command_setting.ts";
import { type ListOptions, withListing } from "./options.ts";
import { read } from "./run_command.ts";
import { showPage, type View } from "./view.ts";

/** Makes `portico mailbox`. */
export function mailboxCommands(setting: CommandSetting): Command {
  const group = new Command("mailbox").description("Mails that MAIL_URL=mailbox: has kept");
  withListing(group.command("list"))
    .description("show mails, newest first")
    .action(async (query: ListOptions, command: Command) => {
      await read(setting, command, async ({ readMailbox }) => {
        if (readMailbox === undefined) throw new MailboxNotKept();
        return showPage(view, await readMailbox(query));
      });
    });
  return group;
}

/** There is no mailbox to look into. */
class MailboxNotKept extends DomainError {
  override readonly code = "mailbox/not-kept";
  override readonly kind = "not-found";

  constructor() {
    super(
      "Cannot list mails: they are sent on and not kept, MAIL_URL is something else than mailbox:",
    );
  }
}

const view: View<KeptMail> = {
  answer: (mail) => mail,
  heads: ["SENT", "TO", "SUBJECT", "ABOUT"],
  row: ({ sentAt, to, subject, about }) => [sentAt, to, subject, about],
  none: "No mail was sent",
};
