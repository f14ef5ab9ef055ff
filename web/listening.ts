/** What listening for requests is, whatever the runtime. */

/** Answers a request. */
export type Fetch = (request: Request) => Response | Promise<Response>;

/** Where to listen. */
export interface Address {
  /** A name or an address; IPv6 without brackets. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

/** A server that takes requests. */
export interface Listening {
  /** The port that is bound. */
  readonly port: number;
  /**
   * Takes no new requests and resolves when those in flight are answered. What is not answered within
   * so many milliseconds is cut off.
   */
  readonly stop: (within: number) => Promise<void>;
}

/** Listens on one runtime; rejects with the runtime's own error. */
export type Listen = (fetch: Fetch, address: Address) => Promise<Listening>;

/** Writes host and port as they stand in a URL. */
export function hostAndPort({ host, port }: Address): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Waits for a promise, so many milliseconds at most; answers whether it was there in time. */
export async function settlesWithin(ms: number, promise: Promise<unknown>): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), ms);
  try {
    return await Promise.race([promise.then(() => true), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
