/** Events, relays and consumers of the messaging kit. */

import type { Consumer } from "../../application/messaging/consumer.ts";
import { channelsOf } from "../../application/messaging/event_message.ts";
import type { CustomRunnable } from "../../application/events/runnable.ts";
import { relay } from "../../application/messaging/relay.ts";
import type { Store } from "../../application/store/store.ts";
import type { MessagingProcess } from "./messaging_scene.ts";

/** Where events of the kit are told. */
export const NUMBERS = "numbers.Counted";
/** In whose name. */
export const SOURCE = "/kit";

const channelOf = channelsOf({ numbers: ["Counted"] });

/** A relay of a process's events. */
export function teller({ ports: { bus } }: MessagingProcess): CustomRunnable {
  return relay({ bus, channelOf, source: SOURCE, retry: { firstDelay: 5, longestDelay: 20 } });
}

/** Commits an event to each of the streams named, one after another; its `n` is its version. */
export async function count(store: Store, ...streams: readonly string[]): Promise<void> {
  for (const stream of streams) {
    const n = (await store.readStream(stream)).length + 1;
    const events = [{ type: "Counted", data: { n } }];
    await store.commit({ appends: [{ stream, expect: n - 1, events }] });
  }
}

/** A consumer that remembers, in the store, which numbers of a stream it was told, in what order. */
export function keeper(options: Partial<Consumer> = {}): Consumer {
  const { handle, ...rest } = options;
  return {
    name: "keeper",
    topics: [NUMBERS],
    retry: { attempts: 3, firstDelay: 5, longestDelay: 20 },
    ...rest,
    handle: async (message, context) => {
      await handle?.(message, context);
      const { subject = "", data } = message.event;
      const collection = kept(rest.name ?? "keeper");
      const before = await context.tx.get(collection, subject);
      const numbers = before === undefined ? [] : before.value as number[];
      const { n } = { ...Object(data) };
      context.tx.put({ collection, id: subject, value: [...numbers, n] });
    },
  };
}

/** What a keeper has kept, by stream. */
export async function keptBy(store: Store, name = "keeper"): Promise<Record<string, unknown>> {
  const { items } = await store.find({ collection: kept(name), limit: 200 });
  return Object.fromEntries(items.map(({ id, value }) => [id, value]));
}

function kept(name: string): string {
  return `kept.${name}`;
}
