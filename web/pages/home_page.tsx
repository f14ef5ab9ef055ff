/** The home page: what this is, in a minute. */

import type { AppContext } from "../app_env.ts";
import { hostOf } from "../request_host.ts";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";

/** Says what this is and leads to the demos. */
export function homePage(c: AppContext): Promise<string> {
  const origin = `${new URL(c.req.url).protocol}//${hostOf(c)}`;
  const content = (
    <>
      <section class="hero">
        <h1>Business code as plain functions. Nothing gets lost.</h1>
        <p class="lead">
          Portico runs application cores that know no framework, no database and no broker. What
          they decide is stored together with its events; mails and everything else follow from the
          log, whatever dies in between.
        </p>
        <p class="actions">
          <a class="button" href="/demo/registration">Register a user</a>
          <a class="button" href="/demo/account">Open an account</a>
          <a class="button" href="/demo/order">Place an order</a>
        </p>
      </section>
      <Idea />
      <Look />
      <section aria-labelledby="api">
        <h2 id="api">The same by command line</h2>
        <pre tabindex={0}>{registration(origin)}</pre>
        <p class="quiet">
          Every page with data answers JSON to programs. Refusals are problem documents with a code.
        </p>
      </section>
    </>
  );
  return renderPage(c, "Portico: business code as plain functions", content);
}

function Idea(): Html {
  return (
    <section aria-labelledby="idea">
      <h2 id="idea">Every change has one shape</h2>
      <ol class="columns">
        <li>
          <h3>Read</h3>
          <p>A use case reads what it needs. Which versions it saw is remembered.</p>
        </li>
        <li>
          <h3>Decide</h3>
          <p>A pure function says what happens, or why not. It can be tested without anything.</p>
        </li>
        <li>
          <h3>Commit</h3>
          <p>
            State and events are stored in one step, if all that was read still holds. If not, the
            decision is made again.
          </p>
        </li>
      </ol>
    </section>
  );
}

const insides = [
  ["/mailbox", "Mailbox", "the mails that followed"],
  ["/events", "Event log", "what happened, in one order and without holes"],
  ["/admin/subscriptions", "Subscriptions", "what follows from events, and how far it has come"],
  ["/admin/bus", "Message bus", "what is told to other processes, and what comes from there"],
  ["/admin/dead-letters", "Dead letters", "what failed for good, to be tried again or passed over"],
  ["/admin/wiring", "Wiring", "which adapter stands behind each port"],
] as const;

function Look(): Html {
  return (
    <section aria-labelledby="inside">
      <h2 id="inside">Look inside</h2>
      <ul class="links">
        {insides.map(([href, name, what]) => (
          <li>
            <a href={href}>{name}</a> <span class="quiet">{what}</span>
          </li>
        ))}
      </ul>
      <p class="quiet">
        These pages are for operators: the server printed a link when it started that opens them.
      </p>
    </section>
  );
}

function registration(origin: string): string {
  return `curl -i -X POST ${origin}/users \\
  -H 'Content-Type: application/json' \\
  -d '{"name": "Ada Lovelace", "email": "ada@example.org"}'`;
}
