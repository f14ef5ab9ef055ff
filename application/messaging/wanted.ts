/** What a group wants, looked at before a broker is asked for it. */

import { InvalidInput, type Issue } from "../../domain/kernel/errors.ts";
import { parseTopic, type TopicPattern } from "./message.ts";
import type { Wanted } from "./message_bus.ts";

/**
 * Reads who wants which messages.
 *
 * @throws {InvalidInput}
 */
export function parseWanted({ group, topics }: Wanted): readonly TopicPattern[] {
  const issues: Issue[] = [];
  if (!/^[a-z0-9-]{1,64}$/.test(group)) {
    const message = `${JSON.stringify(group)} is not 1 to 64 of a-z, 0-9 and -`;
    issues.push({ path: "group", message });
  }
  if (topics.length === 0) issues.push({ path: "topics", message: "names none" });
  if (issues.length > 0) throw new InvalidInput("the subscription", issues);
  return topics.map(parseTopic);
}
