/** How long the driver tries by itself before it gives up, and the bus takes over. */

import type { KafkaRetry } from "./client.ts";

/** About three seconds in all. */
export const RETRY: KafkaRetry = { retries: 5, initialRetryTime: 100, maxRetryTime: 1000 };
