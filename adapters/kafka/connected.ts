/** A producer or an admin that connects when it is first wanted. */

import type { KafkaConnections } from "./client.ts";

/** Something with connections, or the way to it. */
export interface Connected<Part extends KafkaConnections> {
  /** Gives it, connected. When that fails, the next call begins anew. */
  readonly get: () => Promise<Part>;
  /** Closes the connections, if there are any. */
  readonly close: () => Promise<void>;
}

/** Makes it when it is first wanted. */
export function connected<Part extends KafkaConnections>(make: () => Part): Connected<Part> {
  let current: Promise<Part> | undefined;

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

  return {
    get: () => current ??= connect(),
    close: async () => {
      const part = await current?.catch(() => undefined);
      await part?.disconnect();
    },
  };
}
