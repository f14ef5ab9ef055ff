/** Opening a client of the `kafkajs` driver, which is loaded only when it is wanted. */

import type { Log } from "../../application/ports.ts";
import type { KafkaBrokers } from "./brokers_url.ts";
import type { KafkaClient, KafkaConnections } from "./client.ts";
import { DriverLines, type MakeLine, makeLine } from "./driver_lines.ts";
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
  /** Makes lines to brokers; over TCP or TLS unless told. */
  readonly makeLine?: MakeLine;
}

/**
 * Makes a client of a cluster, which connects when the bus does. What the driver has to say goes to
 * the log, as `debug`: the bus itself tells what matters. Whatever is disconnected has no line left
 * after seconds, whatever state the driver is in.
 */
export async function openKafka(
  { brokers, tls = false, login }: KafkaBrokers,
  { log }: { readonly log: Pick<Log, "debug"> },
  options: OpenKafkaOptions = {},
): Promise<OpenedKafka> {
  const { Kafka, logLevel } = (await import("kafkajs")).default;
  const { requestTimeout = 10_000, connectionTimeout = 3000 } = options;
  const made = new Set<KafkaConnections>();

  function make<Part extends KafkaConnections>(part: (kafka: KafkaClient) => Part): Part {
    const lines = new DriverLines(options.makeLine ?? makeLine);
    const kafka = new Kafka({
      clientId: "portico",
      brokers: [...brokers],
      ...(tls ? { ssl: {} } : {}),
      requestTimeout,
      connectionTimeout,
      retry: RETRY,
      socketFactory: lines.make,
      ...(login === undefined ? {} : { sasl: saslOf(login) }),
      logLevel: logLevel.INFO,
      logCreator: () => ({ namespace, log: { message, ...data } }) =>
        log.debug("The Kafka driver says something", { namespace, says: message, ...data }),
    });
    const bare = part(kafka);
    const disconnect = async () => {
      const patience = Promise.withResolvers<void>();
      const id = setTimeout(patience.resolve, LONGEST_GOODBYE);
      await Promise.race([bare.disconnect(), patience.promise]).finally(() => clearTimeout(id));
      lines.end();
    };
    const kept = { ...bare, disconnect };
    made.add(kept);
    return kept;
  }

  return {
    client: {
      producer: (options) => make((kafka) => kafka.producer(options)),
      consumer: (options) => make((kafka) => kafka.consumer(options)),
      admin: () => make((kafka) => kafka.admin()),
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.allSettled([...made].map((part) => part.disconnect()));
    },
  };
}

/** How long the driver may take to disconnect before its lines are ended. */
const LONGEST_GOODBYE = 5000;

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
