/** Lines to the brokers that a test can cut, or let fall silent. */

import { connect, Socket } from "node:net";
import kafkajs from "kafkajs";
import type { BrokerSwitch } from "../../conformance/message_bus_place.ts";
import type { KafkaClient } from "../mod.ts";

/** Lines to brokers, which forget nothing meanwhile. */
export interface Lines extends BrokerSwitch {
  /** Lets no answer through any more, until `start`. */
  readonly silence: () => void;
}

/** Gives a client, and its lines. */
export function clientWithLines(
  brokers: readonly string[],
): { readonly client: KafkaClient; readonly lines: Lines } {
  const open = new Set<Socket>();
  let state: "open" | "cut" | "silent" = "open";

  function cut(socket: Socket): void {
    socket.destroy(new Error("The line is cut"));
  }

  const client = new kafkajs.Kafka({
    brokers: [...brokers],
    requestTimeout: 1000,
    connectionTimeout: 3000,
    logLevel: kafkajs.logLevel.NOTHING,
    socketFactory: ({ host, port, onConnect }) => {
      const socket = state === "cut" ? new Socket() : connect({ host, port }, onConnect);
      if (state === "cut") setTimeout(() => cut(socket));
      if (state === "silent") socket.pause();
      open.add(socket);
      socket.on("close", () => open.delete(socket));
      return socket.setNoDelay(true);
    },
  });
  return {
    client,
    lines: {
      stop: () => {
        state = "cut";
        open.forEach(cut);
        return Promise.resolve();
      },
      silence: () => {
        state = "silent";
        for (const socket of open) socket.pause();
      },
      start: () => {
        state = "open";
        for (const socket of open) socket.resume();
        return Promise.resolve();
      },
    },
  };
}
