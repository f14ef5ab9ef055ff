/** A message that a consumer set aside. */

import type { SetAside } from "../../application/messaging/set_aside.ts";
import type { Html } from "./html.ts";

/** Shows where a message came from, why it was set aside, and what it says. */
export function SetAsideFacts({ message }: { readonly message: SetAside }): Html {
  const { topic, key, error } = message;
  return (
    <>
      <dl>
        <div>
          <dt>Topic</dt>
          <dd>
            <code>{topic}</code>
          </dd>
        </div>
        <div>
          <dt>Key</dt>
          <dd>{key === "" ? "none" : <code>{key}</code>}</dd>
        </div>
        <div>
          <dt>Set aside</dt>
          <dd>{error === null ? "It waits behind another of its key." : error.message}</dd>
        </div>
      </dl>
      <Payload message={message} />
    </>
  );
}

function Payload({ message: { payload, readable } }: { readonly message: SetAside }): Html {
  if (payload === null) return <p class="notice wrong">It was too large for the store to keep.</p>;
  if (readable) return <pre tabindex={0}>{JSON.stringify(payload, null, 2)}</pre>;
  const base64 = String(payload);
  const text = textIn(base64);
  return (
    <>
      <p class="quiet">
        {text === undefined ? "What came is no text; in base 64:" : "What came is no CloudEvent:"}
      </p>
      <pre tabindex={0}>{text ?? base64}</pre>
    </>
  );
}

/** Reads bytes in base 64 as UTF-8; `undefined` when they are something else. */
function textIn(base64: string): string | undefined {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
