/** What a case of the message bus kit works with: buses at a fresh place, and inboxes of groups. */

import type { MessageBus } from "../../application/messaging/message_bus.ts";
import { within } from "./assertions.ts";
import { type Inbox, type InboxOptions, openInbox } from "./message_bus_inbox.ts";
import { type Patience, patience } from "./message_bus_patience.ts";
import type {
  MessageBusCapabilities,
  MessageBusPlace,
  MessageBusPlaceOptions,
} from "./message_bus_place.ts";

/** A case of the kit, with its number in the list of laws. */
export interface MessageBusCase {
  readonly number: number;
  readonly does: string;
  readonly needs?: keyof MessageBusCapabilities;
  readonly run: (scene: MessageBusScene) => Promise<void>;
}

/** What a case works with. Whatever it opens is closed at its end. */
export interface MessageBusScene extends Patience {
  readonly place: MessageBusPlace;
  /** The bus that is open from the beginning. */
  readonly bus: MessageBus;
  /** Opens one more bus at the same place. */
  readonly open: () => Promise<MessageBus>;
  /** Subscribes and keeps what arrives; for all of `users` as `readers` at the first bus unless told. */
  readonly listen: (options?: Partial<InboxOptions>) => Promise<Inbox>;
}

/** Makes a fresh place for the messages of one case. */
export type CreateMessageBusPlace = (options: MessageBusPlaceOptions) => Promise<MessageBusPlace>;

/** Longest a case may take, in milliseconds; a promise that stays open fails its case. */
const LONGEST_CASE = 120_000;

/** Runs a case at a fresh place, and clears up whether it passes or not. */
export async function runMessageBusCase(
  { run, does, needs }: MessageBusCase,
  create: CreateMessageBusPlace,
  longestWait: number,
): Promise<void> {
  const waits = patience(longestWait);
  const place = await create({ outages: needs === "outages" });
  const buses: MessageBus[] = [];
  const inboxes: Inbox[] = [];

  async function open(): Promise<MessageBus> {
    const bus = await waits.within("Opening the bus", place.open());
    buses.push(bus);
    return bus;
  }

  async function clearUp(): Promise<void> {
    for (const { abort } of inboxes) abort();
    for (const bus of buses) {
      await waits.within("Closing the bus", bus[Symbol.asyncDispose]());
    }
    await place[Symbol.asyncDispose]();
  }

  try {
    const bus = await open();
    const listen = async (options: Partial<InboxOptions> = {}) => {
      const wanted = { bus, group: "readers", topics: ["users.*"], ...options };
      const inbox = await openInbox(wanted, waits);
      inboxes.push(inbox);
      return inbox;
    };
    const scene = { place, bus, open, listen, ...waits };
    await within(LONGEST_CASE, `The case "${does}"`, run(scene));
  } catch (error) {
    // What went wrong first is what there is to tell.
    await clearUp().catch(() => {});
    throw error;
  }
  await clearUp();
}
