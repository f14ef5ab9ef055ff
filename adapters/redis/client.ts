/** The part of the `ioredis` driver the bus stands on. */

/** How the bus wants its connections, beside what the client was opened with. */
export interface RedisConnectionSettings {
  /** Answers have the shapes of RESP2. */
  readonly protocol: 2;
  readonly lazyConnect: boolean;
  /** A command of a lost connection is an error at once; the bus decides what is sent again. */
  readonly maxRetriesPerRequest: number;
  readonly autoResendUnfulfilledCommands: boolean;
  readonly enableOfflineQueue: boolean;
  /** Gives the milliseconds before a connection is made again. */
  readonly retryStrategy: (failures: number) => number;
  /** Milliseconds a connection may take to be made. */
  readonly connectTimeout: number;
  /** Milliseconds the server may take to end one. */
  readonly disconnectTimeout: number;
  /** Milliseconds without any answer after which a connection is given up. */
  readonly socketTimeout: number;
  readonly commandTimeout: undefined;
  readonly reconnectOnError: null;
  readonly keyPrefix: string;
  readonly stringNumbers: boolean;
  readonly connectionName: string;
}

/** What is told about a connection. */
export type RedisEvent = "ready" | "error" | "end";

/** A connection that is made again whenever it breaks. */
export interface RedisConnection {
  /** `"ready"` while commands can be sent; `"reconnecting"` or `"end"` while there is no connection. */
  readonly status: string;
  /** Sends a command; texts of the answer are bytes. */
  readonly callBuffer: (command: string, ...args: (string | number)[]) => Promise<unknown>;
  readonly on: (event: RedisEvent, listener: (detail?: unknown) => void) => unknown;
  /** Breaks the connection; it is made again only if that is wanted. */
  readonly disconnect: (reconnect?: boolean) => void;
}

/** A client; what `new Redis(url)` of `ioredis` gives is one. */
export interface RedisClient {
  /** Opens another connection to the same server. */
  readonly duplicate: (settings: RedisConnectionSettings) => RedisConnection;
}
