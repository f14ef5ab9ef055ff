/** The registration demo: the whole application, put together as it is served, on memory. */

import { drain, isDomainError } from "@portico/core";
import { CLOCK, compose, NEW_ID, RANDOM, readConfig, value } from "@portico/core/composition";
import { memoryClock, seededRandom, sequentialIds } from "@portico/core/memory";
import type { Demo } from "./demo.ts";

/** John Doe registers and is welcomed; Jane Doe cannot have his address. */
export const registration: Demo = async (say) => {
  await using application = await compose(readConfig({ STORE_URL: "memory:" }), [
    // What is printed is the same every time. Whatever else is bound stays as it is served.
    value(CLOCK, memoryClock()),
    value(NEW_ID, sequentialIds("id-")),
    value(RANDOM, seededRandom(1)),
  ]);
  const { users, ports, subscriptions, readMailbox } = application;

  const john = await users.register({ name: "John Doe", email: "john@example.com" });
  say(`${john.name} <${john.email}> is created: ${john.id}, ${john.status}`);

  const { events } = await ports.store.readLog({ after: 0, limit: 10 });
  for (const { type, stream, position } of events) {
    say(`${type} is stored with the user, ${stream} at position ${position} of the log`);
  }

  await drain(ports, subscriptions);
  const mails = await readMailbox?.({ limit: 10 });
  for (const { to, subject } of mails?.items ?? []) say(`a mail is sent to ${to}: "${subject}"`);

  try {
    await users.register({ name: "Jane Doe", email: "John@Example.com" });
  } catch (error) {
    if (!isDomainError(error)) throw error;
    say(`Jane Doe is refused: ${error.message} (${error.code})`);
  }

  const { items } = await users.list({ limit: 10 });
  say(`users: ${items.map(({ name }) => name).join(", ")}`);
};
