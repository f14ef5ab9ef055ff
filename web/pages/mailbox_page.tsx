/** The mailbox. */

import type { KeptMail } from "../../application/mail/kept_mail.ts";
import type { Page } from "../../application/store/store.ts";
import type { AppContext } from "../app_env.ts";
import { renderPage } from "./layout.tsx";
import { MailItem } from "./mail_item.tsx";
import { Pager } from "./pager.tsx";

/** Lists a page of mails. */
export function mailboxPage(c: AppContext, { items, next }: Page<KeptMail>): Promise<string> {
  const content = (
    <>
      <h1>Mailbox</h1>
      <p class="lead">Mail that would have gone out, newest first. It is kept in the store.</p>
      {items.length === 0 && (
        <p class="notice">
          No mail yet. <a href="/demo/registration">Register a user</a> and there will be one.
        </p>
      )}
      {items.map((mail) => <MailItem key={mail.id} mail={mail} />)}
      <Pager c={c} next={next} label="Older mail" />
    </>
  );
  return renderPage(c, "Mailbox", content);
}
