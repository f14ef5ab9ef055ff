/** What a topic may lose although it acknowledged it, as its settings are. */

import type { Log } from "../../application/ports.ts";

/**
 * Warns of settings with which the loss of one broker may lose messages. Kafka acknowledges what is
 * in the memory of every replica in sync, and syncs it to disk later: copies keep it, not disks.
 */
export function warnOfLoss(
  { warn }: Pick<Log, "warn">,
  topic: string,
  replicas: number,
  settings: Readonly<Record<string, string>>,
): void {
  if (settings["cleanup.policy"]?.includes("compact")) {
    warn("A topic keeps only the last message of each key, once the others are compacted", {
      topic,
    });
  }
  if (replicas < 2) {
    warn("A topic has one replica: a crash of its broker's machine may lose the last messages", {
      topic,
      replicas,
    });
    return;
  }
  const minInSync = settings["min.insync.replicas"];
  if (minInSync !== undefined && Number(minInSync) < 2) {
    warn("A topic acknowledges with one replica in sync, whose broker may lose the last messages", {
      topic,
      replicas,
      "min.insync.replicas": Number(minInSync),
    });
  }
  if (settings["unclean.leader.election.enable"] === "true") {
    warn("A topic lets a replica lead that lacks the last messages", { topic, replicas });
  }
}
