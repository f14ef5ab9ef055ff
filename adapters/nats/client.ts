/** The part of the NATS driver the bus stands on. */

/** Headers of a message; a status from the server is a message with a code there. */
export interface NatsHeaders {
  /** 0 where there is no status. */
  readonly code: number;
  readonly description: string;
  readonly set: (name: string, value: string) => void;
}

/** A message, as it comes. */
export interface NatsMessage {
  readonly subject: string;
  readonly data: Uint8Array;
  readonly reply?: string;
  readonly headers?: NatsHeaders;
}

/** Interest in subjects. */
export interface NatsSubscription {
  /** Ends it at once, or after so many messages in all. */
  readonly unsubscribe: (after?: number) => void;
}

/** A connection to a server or cluster, which connects again by itself. */
export interface NatsConnection<Headers extends NatsHeaders = NatsHeaders> {
  /** What the server says of itself; absent while there is none. */
  readonly info?: { readonly max_payload: number } | undefined;
  readonly publish: (
    subject: string,
    payload: Uint8Array | string,
    options?: { readonly reply?: string; readonly headers?: Headers },
  ) => void;
  readonly request: (
    subject: string,
    payload: string,
    options: { readonly timeout: number },
  ) => Promise<NatsMessage>;
  readonly subscribe: (
    subject: string,
    options: { readonly callback: (error: Error | null, message: NatsMessage) => void },
  ) => NatsSubscription;
  /** What happens to the connection, such as `disconnect` and `reconnect`. */
  readonly status: () => AsyncIterable<{ readonly type: string }>;
  readonly isClosed: () => boolean;
}

/** A connection, and how its driver makes headers; both come from `@nats-io/transport-node`. */
export interface NatsClient<Headers extends NatsHeaders = NatsHeaders> {
  readonly connection: NatsConnection<Headers>;
  readonly headers: () => Headers;
}
