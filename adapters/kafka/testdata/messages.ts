/** Messages of the tests. */

import type { Message } from "../../../application/messaging/message.ts";

/** Makes a message of a key in the channel `users`. */
export function message(id: string, key = "ada"): Message {
  const extensions = { partitionkey: key };
  return { channel: "users", event: { id, source: "/test", type: "UserChanged", extensions } };
}
