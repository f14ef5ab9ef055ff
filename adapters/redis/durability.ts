/** What a crash can take from a server, as it is set. */

import type { Log } from "../../application/ports.ts";
import { isRefusal } from "./driver_errors.ts";
import type { Link } from "./link.ts";
import { listOf, textOf } from "./reply.ts";

/** Warns of settings under which messages that were acknowledged can be lost. */
export async function warnOfLosses(link: Link, log: Pick<Log, "warn">): Promise<void> {
  const settings = await readSettings(link);
  if (settings === undefined) {
    log.warn("Redis does not tell its settings, so what a crash would lose is not known");
    return;
  }
  for (const loss of lossesUnder(settings)) log.warn(loss, settings);
}

type Settings = Partial<Record<typeof names[number], string>>;

const names = [
  "appendonly",
  "appendfsync",
  "no-appendfsync-on-rewrite",
  "maxmemory",
  "maxmemory-policy",
] as const;

function lossesUnder(settings: Settings): readonly string[] {
  const { appendonly, appendfsync, maxmemory, "maxmemory-policy": policy } = settings;
  const losses: string[] = [];
  if (appendonly === "no") {
    losses.push("a crash of Redis loses all messages since its last snapshot");
  } else if (appendfsync === "everysec") {
    losses.push("a crash of the machine of Redis can lose the messages of the last second");
  } else if (appendfsync === "no" || settings["no-appendfsync-on-rewrite"] === "yes") {
    losses.push("a crash of the machine of Redis can lose the messages of half a minute");
  }
  if (maxmemory !== "0" && policy?.startsWith("allkeys-")) {
    losses.push("Redis throws messages away when its memory is full");
  }
  return losses;
}

/** Servers that others run may tell nothing. */
async function readSettings(link: Link): Promise<Settings | undefined> {
  try {
    return Object.fromEntries(
      await Promise.all(names.map(async (name) => {
        const [, value] = listOf(await link.ask(["CONFIG", "GET", name]));
        return [name, textOf(value)];
      })),
    );
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}
