/**
 * Registers users, wired by hand: the use cases get their ports as arguments, and the welcome mail
 * follows from the event that was stored with the user.
 *
 * Run with `deno run -A examples/01_register_user.ts`.
 */

import { createUsers, drain, isDomainError, userRepository, welcomeMail } from "@portico/core";
import { consoleSendEmail } from "@portico/core/console";
import { memoryClock, memoryStore, seededRandom, sequentialIds } from "@portico/core/memory";
import { silentLog } from "@portico/core/system";

// A clock that stands and ids that count: what is printed is always the same. With `sqliteStore`,
// `systemClock` and `randomIds` in their place nothing below changes.
const clock = memoryClock();
const newId = sequentialIds("user-");
const random = seededRandom(1);
await using store = memoryStore({ clock, newId: sequentialIds("event-") });

const users = createUsers({ users: userRepository({ store, clock, random }), clock, newId });

console.log("John Doe registers.");
const john = await users.register({ name: "John Doe", email: "John@example.com" });
console.log(`${john.name} <${john.email}> is ${john.id}, ${john.status}.\n`);

console.log("The log has what happened:");
const { events } = await store.readLog({ after: 0, limit: 10 });
for (const { position, stream, type } of events) console.log(`${position}. ${stream}: ${type}`);

console.log("\nThe welcome mail goes out after the commit, and once:");
const ports = { store, clock, random, newId: sequentialIds("run-"), log: silentLog() };
const subscriptions = [welcomeMail({ sendEmail: consoleSendEmail() })];
await drain(ports, subscriptions);
await drain(ports, subscriptions);

console.log("Jane Doe wants the same address:");
try {
  await users.register({ name: "Jane Doe", email: "john@EXAMPLE.com" });
} catch (error) {
  if (!isDomainError(error)) throw error;
  console.log(`${error.code}: ${error.message}`);
}
