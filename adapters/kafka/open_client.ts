/** Opening a client of the `kafkajs` driver, which is loaded only when it is wanted. */

import type { Log } from "../../application/ports.ts";
import type { KafkaBrokers } from "./brokers_url.ts";
import type { KafkaClient, KafkaConnections } from "./client.ts";
import { RETRY } from "./retry.ts";

/** A client that was opened here; what it made is disconnected here. */
export interface OpenedKafka extends AsyncDisposable {
  readonly client: KafkaClient;
}

/** How a client differs from the usual one; times are in milliseconds. */
export interface OpenKafkaOptions {
  /** How long a broker may take to answer; 10,000 unless told. */
  readonly requestTimeout?: number;
  /** How long a connection may take; 3,000 unless told. */
  readonly connectionTimeout?: number;
}

/**
 * Makes a client of a cluster, which connects when the bus does. What the driver has to say goes to
 * the log, as `debug`: the bus itself tells what matters.
 */
export async function openKafka(
  { brokers, tls = false, login }: KafkaBrokers,
  { log }: { readonly log: Pick<Log, "debug"> },
  { requestTimeout = 10_000, connectionTimeout = 3000 }: OpenKafkaOptions = {},
): Promise<OpenedKafka> {
  const { Kafka, logLevel } = (await import("kafkajs")).default;
  const kafka = new Kafka({
    clientId: "portico",
    brokers: [...brokers],
    ssl: tls,
    requestTimeout,
    connectionTimeout,
    retry: RETRY,
    ...(login === undefined ? {} : { sasl: saslOf(login) }),
    logLevel: logLevel.INFO,
    logCreator: () => ({ namespace, log: { message, ...data } }) =>
      log.debug("The Kafka driver says something", { namespace, says: message, ...data }),
  });
  const made = new Set<KafkaConnections>();
  const remember = <Part extends KafkaConnections>(part: Part): Part => {
    made.add(part);
    return part;
  };
  return {
    client: {
      producer: (options) => remember(kafka.producer(options)),
      consumer: (options) => remember(kafka.consumer(options)),
      admin: () => remember(kafka.admin()),
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.allSettled([...made].map((part) => part.disconnect()));
    },
  };
}

/** Each mechanism is a type of its own to the driver. */
function saslOf({ mechanism, ...login }: NonNullable<KafkaBrokers["login"]>) {
  switch (mechanism) {
    case "plain":
      return { mechanism, ...login };
    case "scram-sha-256":
      return { mechanism, ...login };
    case "scram-sha-512":
      return { mechanism, ...login };
  }
}
