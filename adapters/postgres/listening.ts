/** Hearing of commits of other processes: LISTEN, and whether it is to be trusted. */

import type { Log, NewId } from "../../application/ports.ts";
import type { PostgresClient, PostgresListening } from "./client.ts";
import type { Deadlines } from "./deadlines.ts";

/** What listening stands on. */
export interface ListeningPorts {
  readonly deadlines: Deadlines;
  readonly newId: NewId;
  readonly log: Pick<Log, "warn">;
}

/** What is done with what is heard. */
export interface Ear {
  /** The log has grown up to a position. */
  readonly onHead: (head: number) => void;
  /** Something may have been missed. */
  readonly onGap: () => void;
}

/** A store that listens. */
export interface Listening {
  /** Whether it hears what it says itself, and so others too. */
  readonly hears: () => boolean;
  /** Stops listening; waits no longer than a moment. */
  readonly close: () => Promise<void>;
}

/** Longest that a store waits to hear itself, in milliseconds. */
const HEARS_WITHIN = 2000;
/** Longest that closing waits, in milliseconds. */
const CLOSES_WITHIN = 1000;

/**
 * Begins to listen to a channel, and says something there to hear whether it can: behind a pooler
 * that hands out connections by transaction, LISTEN succeeds and stays silent.
 */
export function listen(
  client: PostgresClient,
  channel: string,
  { deadlines, newId, log }: ListeningPorts,
  { onHead, onGap }: Ear,
): Listening {
  const greeting = `hello ${newId()}`;
  let heard = Promise.withResolvers<void>();
  let hears = false;
  let closed = false;

  function onNotify(payload: string): void {
    if (payload === greeting) heard.resolve();
    else if (!closed && /^\d+$/.test(payload)) onHead(Number(payload));
  }

  async function greet(): Promise<void> {
    heard = Promise.withResolvers<void>();
    const said = client.unsafe("SELECT pg_notify($1::text, $2::text)", [channel, greeting], {
      prepare: true,
    }).values();
    try {
      await deadlines.within(HEARS_WITHIN, Promise.all([said, heard.promise]));
      hears = true;
    } catch (error) {
      hears = false;
      if (closed) return;
      log.warn("LISTEN stays silent, so the log is looked at again and again", { error });
    }
  }

  function onListen(): void {
    if (closed) return;
    // What was said while nobody listened is lost.
    onGap();
    greet();
  }

  const listening = startListening(client, channel, onNotify, onListen);
  // Without it the log is looked at again and again; the driver goes on trying.
  listening.catch((error) => log.warn("Cannot listen", { error }));

  return {
    hears: () => hears,
    close: async () => {
      closed = true;
      hears = false;
      const unlistened = listening.then(({ unlisten }) => unlisten());
      await deadlines.within(CLOSES_WITHIN, unlistened).catch(() => {});
    },
  };
}

async function startListening(
  client: PostgresClient,
  ...args: Parameters<PostgresClient["listen"]>
): Promise<PostgresListening> {
  return await client.listen(...args);
}
