/** A producer or an admin that connects when it is first wanted. */

import type { KafkaConnections } from "./client.ts";

/** Something with connections, or the way to it. */
export interface Connected<Part extends KafkaConnections> {
  /** Works with it, connected. When it cannot be, the next one who works begins anew. */
  readonly use: <Result>(work: (part: Part) => Promise<Result>) => Promise<Result>;
  /** Closes the connections, if there are any. */
  readonly close: () => Promise<void>;
}

/** Makes it when it is first wanted. */
export function connected<Part extends KafkaConnections>(make: () => Part): Connected<Part> {
  let current: Promise<Part> | undefined;
  let isClosed = false;
  let working = 0;

  async function connect(): Promise<Part> {
    const part = make();
    try {
      await part.connect();
      return part;
    } catch (error) {
      current = undefined;
      void part.disconnect().catch(() => {});
      throw error;
    }
  }

  async function disconnect(): Promise<void> {
    const part = await current?.catch(() => undefined);
    await part?.disconnect();
  }

  return {
    use: async (work) => {
      working++;
      try {
        return await work(await (current ??= connect()));
      } finally {
        // Whoever tries again inside the driver connects again, too.
        if (--working === 0 && isClosed) void disconnect().catch(() => {});
      }
    },
    close: async () => {
      isClosed = true;
      await disconnect();
    },
  };
}
