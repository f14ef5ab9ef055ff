/** Channels: how many lanes each has, which is fixed when it is first used. */

import type { Keys } from "./keys.ts";
import type { Link } from "./link.ts";
import { textOf } from "./reply.ts";
import { script } from "./script.ts";

/** Knows how many lanes the channels have. */
export class Channels {
  readonly #link: Link;
  readonly #keys: Keys;
  readonly #partitions: number;
  readonly #known = new Map<string, number>();

  /** Channels that are not there yet get so many lanes. */
  constructor(link: Link, keys: Keys, partitions: number) {
    this.#link = link;
    this.#keys = keys;
    this.#partitions = partitions;
  }

  /** Those that this bus has used. */
  get used(): Iterable<string> {
    return this.#known.keys();
  }

  /** Gives the number of lanes of a channel, which is made when it is not there. */
  async partitions(channel: string): Promise<number> {
    return this.#known.get(channel) ?? await this.#found(channel);
  }

  /** Has the number looked up again, after the server lost it. */
  forget(channel: string): void {
    this.#known.delete(channel);
  }

  async #found(channel: string): Promise<number> {
    const keys = [this.#keys.partitions(channel), this.#keys.channels];
    const reply = await this.#link.run(found, keys, [this.#partitions, channel]);
    const partitions = Number(textOf(reply));
    this.#known.set(channel, partitions);
    return partitions;
  }
}

/** Reads first: a server that is full must let groups read what it has. */
const found = script(`
  local partitions = redis.call('GET', KEYS[1])
  if not partitions then
    partitions = ARGV[1]
    redis.call('SET', KEYS[1], partitions)
    redis.call('SADD', KEYS[2], ARGV[2])
  end
  return partitions`);
