/** The keys under which everything is, all in one slot of a cluster. */

/** Names the keys of one bus. */
export interface Keys {
  /** The set of the channels that there are. */
  readonly channels: string;
  /** How many lanes a channel has. */
  readonly partitions: (channel: string) => string;
  /** The stream of one lane, or of each. */
  readonly stream: (channel: string, partition: number) => string;
  readonly streams: (channel: string, partitions: number) => readonly string[];
  /** Which types of a channel the groups want that do not want all. */
  readonly types: (channel: string) => string;
  /** Who of a group takes part in a channel: until when each is taken to be alive. */
  readonly members: (channel: string, group: string) => string;
  /** Who of a group has which lane of a channel, and until when. */
  readonly leases: (channel: string, group: string) => string;
  /** A stream that tells the members to look at the leases. */
  readonly bell: (channel: string, group: string) => string;
}

/** Gives the keys of the bus of a name. */
export function keysOf(name: string): Keys {
  const root = `{${name}}`;
  const stream = (channel: string, partition: number) =>
    `${root}:${channel}:${String(partition).padStart(2, "0")}`;
  return {
    channels: `${root}:channels`,
    partitions: (channel) => `${root}:${channel}:partitions`,
    stream,
    streams: (channel, partitions) =>
      Array.from({ length: partitions }, (_, partition) => stream(channel, partition)),
    types: (channel) => `${root}:${channel}:types`,
    members: (channel, group) => `${root}:${channel}:members:${group}`,
    leases: (channel, group) => `${root}:${channel}:leases:${group}`,
    bell: (channel, group) => `${root}:${channel}:bell:${group}`,
  };
}
