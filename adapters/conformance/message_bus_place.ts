/** What an adapter gives to the message bus kit: fresh places at a broker, and what the technology can do. */

import type { MessageBus } from "../../application/messaging/message_bus.ts";
import type { Capability } from "./kit.ts";

/**
 * A fresh, empty place at a broker for the messages of one case: channels and groups of the same
 * name at two places have nothing to do with each other.
 */
export interface MessageBusPlace extends AsyncDisposable {
  /**
   * Opens a bus at the place. Called once more while the first is open it gives a second bus, as
   * another process would have it. The kit closes every bus that it opened.
   */
  readonly open: () => Promise<MessageBus>;
  /** Somebody else's client of the broker; needed for `foreignClients`. */
  readonly foreign?: ForeignClient;
  /** The broker's switch; needed for `outages`. */
  readonly broker?: BrokerSwitch;
  /** Bytes of the largest event in JSON that the buses take, or a little less; needed for `sizeLimit`. */
  readonly largestMessage?: number;
  /** The lane of a channel that a key takes, where it is not that of `partitionOf` among 16. */
  readonly laneOf?: (key: string) => number;
}

/** A client of the broker that knows nothing of Portico, such as its own command line. */
export interface ForeignClient {
  /** Puts bytes where the messages of a channel and key go; resolves when the broker has them. */
  readonly put: (message: ForeignMessage) => Promise<void>;
  /** Reads all that the broker has of a channel, in its order. */
  readonly read: (channel: string) => Promise<readonly Uint8Array[]>;
}

/** What somebody else puts on a channel. Key and type are left out where the broker knows none. */
export interface ForeignMessage {
  readonly channel: string;
  readonly key: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Stops and starts a broker. What it had acknowledged is there again; a case ends with it started. */
export interface BrokerSwitch {
  /** Stops the broker, or cuts all lines to it, in the middle of whatever it does. */
  readonly stop: () => Promise<void>;
  /** Resolves when the broker takes calls again. */
  readonly start: () => Promise<void>;
}

/** What a case asks of its place. */
export interface MessageBusPlaceOptions {
  /** The case stops the broker: it has to be one of its own, or one behind lines of its own. */
  readonly outages: boolean;
}

/** What a technology can do; the cases that need what is missing are skipped. */
export interface MessageBusCapabilities {
  /** What is published before any group is known is kept for those to come. */
  readonly unread: Capability;
  /** A new group gets what other groups have had before it was known. */
  readonly history: Capability;
  /** The broker can be stopped and started, with its data kept; the place needs a `broker`. */
  readonly outages: Capability;
  /** Somebody else can put and read; the place needs a `foreign`. */
  readonly foreignClients: Capability;
  /** The broker knows the type of a message apart from its bytes, so that the two can differ. */
  readonly typesApart: Capability;
  /** Some messages are too large for the broker; the place needs a `largestMessage`. */
  readonly sizeLimit: Capability;
  /** `groups` counts the messages of a group's own types alone, with nobody of the group at work. */
  readonly exactCounts: Capability;
}
