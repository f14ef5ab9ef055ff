/** What the broker had for a group, as adapters tell it to receivers. */

import { UnreadableMessage } from "./cloud_event.ts";
import { readMessage } from "./message.ts";
import type { Arrival } from "./message_bus.ts";

/** What a broker had under a channel. */
export interface Came {
  readonly channel: string;
  /** What the broker keeps in order with it; `""` where it knows no key. */
  readonly key: string;
  readonly bytes: Uint8Array;
  /** The type, where the broker knows it apart from the message. */
  readonly type?: string | undefined;
}

/** Reads what came: a message, or bytes that are none, which are copied. */
export function readArrival({ channel, key, bytes, type }: Came): Arrival {
  try {
    return { message: readMessage(channel, bytes, type) };
  } catch (error) {
    if (!(error instanceof UnreadableMessage)) throw error;
    return { unreadable: { channel, key, bytes: bytes.slice(), error } };
  }
}
