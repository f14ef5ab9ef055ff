/** Refusals, as people see them. */

import type { AppContext } from "../app_env.ts";
import type { Problem } from "../problem.ts";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";

/** Says what was refused, and what to do about it. */
export function problemPage(c: AppContext, problem: Problem): Promise<string> {
  const { title, status, detail, code, instance, errors = [] } = problem;
  const content = (
    <>
      <p class="eyebrow">{status}</p>
      <h1>{title}</h1>
      {code === "http/operators-only" ? <TokenHelp /> : <p class="lead">{detail}</p>}
      {errors.length > 0 && (
        <ul>
          {errors.map(({ path, message }) => (
            <li>
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href="/">To the home page</a>
      </p>
      <p class="quiet small">
        <code>{code}</code> · <code>{instance}</code>
      </p>
    </>
  );
  return renderPage(c, title, content);
}

function TokenHelp(): Html {
  return (
    <>
      <p class="lead">
        This page shows what happens inside, so it is only for who runs this server.
      </p>
      <ol>
        <li>
          Find the link that the server printed when it started. It ends in <code>/?token=…</code>
        </li>
        <li>Open it in this browser. It sets a cookie and leads to the home page.</li>
        <li>Come back here.</li>
      </ol>
      <p>
        The token can be set with <code>ADMIN_TOKEN</code>. Programs send it as a bearer token:
      </p>
      <pre tabindex={0}>Authorization: Bearer TOKEN</pre>
    </>
  );
}
