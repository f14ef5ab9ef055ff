/** What every use case may need from the machine it runs on: time, ids, chance and a log. */

/** Time as a port, so that tests and simulations decide what time it is. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z, as people count time; may jump. */
  readonly now: () => number;
  /** Milliseconds since an arbitrary instant of this process; never goes back. For measuring only. */
  readonly monotonic: () => number;
  /** Resolves after `ms` milliseconds, or at once when the signal is aborted; never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Gives an id that was never given before, also by no other process. */
export type NewId = () => string;

/** Gives a number from 0 up to, but not including, 1. */
export type Random = () => number;

/** What a log line carries besides its words. An `error` key may hold anything thrown. */
export type LogData = Readonly<Record<string, unknown>>;

/** Structured logging: a constant message and data beside it. Never throws, never waits. */
export interface Log {
  readonly debug: (message: string, data?: LogData) => void;
  readonly info: (message: string, data?: LogData) => void;
  readonly warn: (message: string, data?: LogData) => void;
  readonly error: (message: string, data?: LogData) => void;
}
