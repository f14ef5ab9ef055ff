/** One mail that was kept. */

import type { KeptMail } from "../../application/mail/kept_mail.ts";
import type { Html } from "./html.ts";
import { Time } from "./time.tsx";

/** Shows a mail as its reader would see it. */
export function MailItem({ mail }: { readonly mail: KeptMail }): Html {
  return (
    <article class="mail">
      <h3>{mail.subject}</h3>
      <p class="quiet">
        to <strong>{mail.to}</strong> · <Time at={mail.sentAt} />
      </p>
      <p class="text">{mail.text.trim()}</p>
    </article>
  );
}
