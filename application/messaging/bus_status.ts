/** The message bus of an application, as its operators see it. */

import {
  type MessagingParts,
  type MessagingStatus,
  messagingStatus,
  type MessagingStatusPorts,
} from "./messaging_status.ts";

/** What an application has of a bus. */
export interface BusParts {
  /** `undefined` without a bus. */
  readonly messaging: MessagingParts | undefined;
  /** Which adapter stands behind each port. */
  readonly wiring: readonly { readonly port: string; readonly adapter: string }[];
}

/** A message bus, and how the messages on it are doing. */
export interface BusStatus extends MessagingStatus {
  /** The adapter behind the port. */
  readonly bus: string;
}

/** Tells how the bus is doing; `undefined` when there is none. A broker that does not answer is logged. */
export async function busStatus(
  ports: MessagingStatusPorts,
  { messaging, wiring }: BusParts,
): Promise<BusStatus | undefined> {
  if (messaging === undefined) return undefined;
  const bus = wiring.find(({ port }) => port === "MessageBus")?.adapter ?? "given";
  return { bus, ...await messagingStatus(ports, messaging) };
}
