/** Messages to and from other processes and systems, over the bus that BUS_URL chooses. */

import type { Consumer } from "../../application/messaging/consumer.ts";
import { inboxOf } from "../../application/messaging/inbox.ts";
import type { MessageBus } from "../../application/messaging/message_bus.ts";
import { relay } from "../../application/messaging/relay.ts";
import { customerImport } from "../../application/users/import_customer.ts";
import type { Runnable } from "../../application/events/runnable.ts";
import { type Binding, factory } from "./binding.ts";
import { busFactory } from "./bus_factory.ts";
import { channelOf } from "./channels.ts";
import type { MessagingConfig } from "./config.ts";
import { BUS, MESSAGING, REACTIONS, USERS } from "./tokens.ts";

/** What an application with a message bus runs beside its subscriptions. */
export interface Messaging {
  readonly bus: MessageBus;
  /** The name of what tells the log. */
  readonly relay: string;
  /** What follows from messages. */
  readonly consumers: readonly Consumer[];
  /** What follows the log for the bus: the relay, and the inbox of each consumer. */
  readonly subscriptions: readonly Runnable[];
}

/** Binds the bus and all that goes over it; nothing when there is none. */
export function messagingFactory({ bus: choice, source }: MessagingConfig): readonly Binding[] {
  if (choice.scheme === "none") return [];
  const needs = { bus: BUS, users: USERS, reactions: REACTIONS };
  return [
    ...busFactory(choice),
    factory(MESSAGING, "relay, consumers and inboxes", needs, ({ bus, users, reactions }) => {
      const consumers = [customerImport({ users }), ...reactions.map(({ consumer }) => consumer)];
      const told = relay({ bus, channelOf, source });
      const subscriptions = [told, ...consumers.map(inboxOf)];
      return { bus, relay: told.name, consumers, subscriptions };
    }),
  ];
}
