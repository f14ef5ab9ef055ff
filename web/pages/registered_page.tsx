/** What came of a registration. */

import type { KeptMail } from "../../application/mail/kept_mail.ts";
import type { Stored } from "../../application/store/collection.ts";
import type { Recorded } from "../../application/store/store.ts";
import type { User } from "../../domain/users/user.ts";
import type { AppContext } from "../app_env.ts";
import { EventItem } from "./event_item.tsx";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";
import { MailItem } from "./mail_item.tsx";
import { UserFacts } from "./user_facts.tsx";

/** What operators see of what followed. */
export interface Followed {
  readonly event: Recorded | undefined;
  readonly mail: KeptMail | undefined;
  readonly mailIsKept: boolean;
}

/** Shows the user, and to operators the event and the mail. */
export function registeredPage(
  c: AppContext,
  user: Stored<User>,
  followed: Followed | undefined,
): Promise<string> {
  const content = (
    <>
      <p class="eyebrow">Demo</p>
      <h1>{user.name} is registered</h1>
      <ol class="steps">
        <li>
          <h2>The user is stored</h2>
          <p>One document. Its address is a unique key, so nobody else can ever have it.</p>
          <UserFacts user={user} />
        </li>
        {followed === undefined ? <ForOperators /> : <Consequences followed={followed} />}
      </ol>
      <p class="actions">
        <a class="button" href="/demo/registration">Register another</a>
        <a href={`/users/${encodeURIComponent(user.id)}`}>Change or deactivate {user.name}</a>
      </p>
    </>
  );
  return renderPage(c, `${user.name} is registered`, content);
}

function Consequences({ followed: { event, mail, mailIsKept } }: { followed: Followed }): Html {
  return (
    <>
      <li>
        <h2>The event is on the log</h2>
        <p>In the same commit as the user: there never is one without the other.</p>
        {event === undefined
          ? (
            <p>
              <a href="/events">Find it on the log</a>
            </p>
          )
          : <EventItem event={event} open />}
      </li>
      <li>
        <h2>The welcome mail follows</h2>
        <p>A subscription read the event and sent the mail, after you had your answer.</p>
        <MailOrNotice mail={mail} isKept={mailIsKept} />
      </li>
    </>
  );
}

function MailOrNotice(
  { mail, isKept }: { readonly mail: KeptMail | undefined; readonly isKept: boolean },
): Html {
  if (mail !== undefined) return <MailItem mail={mail} />;
  return (
    <p class="notice">
      {isKept
        ? "It is not there yet. Load this page again in a moment."
        : "Mail is sent on and not kept here, so it cannot be shown."}
    </p>
  );
}

function ForOperators(): Html {
  return (
    <li>
      <h2>The event is on the log, and the mail follows</h2>
      <p>
        They are for operators. Open the link that the server printed when it started, then load
        this page again.
      </p>
    </li>
  );
}
