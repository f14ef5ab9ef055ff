/** Lines to the brokers that a test can cut. */

import { connect, Socket } from "node:net";
import kafkajs from "kafkajs";
import type { BrokerSwitch } from "../../conformance/message_bus_place.ts";
import type { KafkaClient } from "../mod.ts";

/** Gives a client whose lines can be cut, and the switch that does it. The brokers forget nothing. */
export function clientWithLines(
  brokers: readonly string[],
): { readonly client: KafkaClient; readonly lines: BrokerSwitch } {
  const open = new Set<Socket>();
  let isCut = false;

  const kafka = new kafkajs.Kafka({
    brokers: [...brokers],
    requestTimeout: 1000,
    connectionTimeout: 3000,
    logLevel: kafkajs.logLevel.NOTHING,
    socketFactory: ({ host, port, onConnect }) => {
      const socket = isCut ? new Socket() : connect({ host, port }, onConnect);
      if (isCut) setTimeout(() => socket.destroy(new Error("The line is cut")));
      open.add(socket);
      socket.on("close", () => open.delete(socket));
      return socket.setNoDelay(true);
    },
  });
  return {
    client: kafka,
    lines: {
      stop: () => {
        isCut = true;
        for (const socket of open) socket.destroy(new Error("The line is cut"));
        return Promise.resolve();
      },
      start: () => {
        isCut = false;
        return Promise.resolve();
      },
    },
  };
}
