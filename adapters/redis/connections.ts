/** The connections of a bus, and what works over them. */

import type { Clock, Log } from "../../application/ports.ts";
import { Channels } from "./channels.ts";
import type { RedisClient } from "./client.ts";
import { type Keys, keysOf } from "./keys.ts";
import { Link } from "./link.ts";
import { trimmer } from "./trimming.ts";
import { BLOCKS_FOR, Watch } from "./watch.ts";

/** What a bus works with. */
export interface Connections extends AsyncDisposable {
  readonly keys: Keys;
  readonly link: Link;
  readonly watch: Watch;
  readonly channels: Channels;
  /** Called whenever something was published or taken. */
  readonly trim: () => void;
}

/** How a bus is connected. */
export interface ConnectionSettings {
  readonly name: string;
  readonly partitions: number;
  readonly deadline: number;
  readonly keep: number;
}

/** Connections of one call that stay silent: so many can be tried before its deadline. */
const PATIENT_ATTEMPTS = 3;

/** Makes a connection, and another when something is to be waited for. */
export function connect(
  client: RedisClient,
  { clock, log }: { readonly clock: Clock; readonly log: Pick<Log, "warn"> },
  { name, partitions, deadline, keep }: ConnectionSettings,
): Connections {
  const keys = keysOf(name);
  const silence = deadline / PATIENT_ATTEMPTS;
  const link = new Link(client, clock, { deadline, silence });
  let reader: Link | undefined;
  const openReader = () =>
    reader ??= new Link(client, clock, { deadline, silence: silence + BLOCKS_FOR });
  const watch = new Watch({ clock, log, reader: openReader, commands: link });
  const channels = new Channels(link, keys, partitions);
  return {
    ...{ keys, link, watch, channels },
    trim: trimmer({ clock, log, link, keys, channels }, keep),
    [Symbol.asyncDispose]: async () => {
      watch.close();
      await Promise.all([link, reader].map((each) => each?.[Symbol.asyncDispose]()));
    },
  };
}
