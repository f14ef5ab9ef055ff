/**
 * A store, a message bus, a clock, a log, ids and chance in memory: for tests, demos, and state that
 * may die with the process.
 *
 * @module
 */

export { seededRandom, sequentialIds } from "./chance.ts";
export type { BrokerMessage } from "./broker_group.ts";
export { type MemoryClock, memoryClock } from "./clock.ts";
export { type LogEntry, type MemoryLog, memoryLog } from "./log.ts";
export {
  type MemoryBroker,
  memoryBroker,
  memoryMessageBus,
  type MemoryMessageBusOptions,
  type MemoryMessageBusPorts,
} from "./message_bus.ts";
export { memoryStore, type MemoryStoreOptions, type MemoryStorePorts } from "./store.ts";
