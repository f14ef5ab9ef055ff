/**
 * Measures the stores beside what they stand on: medians of five rounds, taken in turns in one run.
 * The figures are of this machine; the ratios travel better.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureCachedCommands } from "./cached_commands.ts";
import { measureCommands } from "./commands.ts";
import { measureHangingGateway } from "./hanging_gateway.ts";
import { measureMemoryAppends } from "./memory_appends.ts";
import { measureMessages } from "./messages.ts";
import { measurePostgres } from "./postgres.ts";
import { measureReplays } from "./projection_replay.ts";
import { measureRefusedMails } from "./refused_mails.ts";
import { latencyTable, table } from "./report.ts";
import { measureSqliteAppends } from "./sqlite_appends.ts";
import { measureWakeUps } from "./wake_ups.ts";

const folder = await mkdtemp(join(tmpdir(), "portico-bench-"));
try {
  console.log(table(
    "Appends of one event, SQLite, synchronous=FULL",
    await measureSqliteAppends(folder, "FULL"),
    {
      "SQLite store, 1 in flight": 0.65,
      "SQLite store, 8 in flight": 3.5,
      "SQLite store, 64 in flight": 9,
    },
  ));
  const [push, awaited, memory] = await measureMemoryAppends();
  if (push && awaited && memory) {
    const aims = { [memory.name]: 0.5 };
    console.log(table("Appends of one event, memory", [push, memory], aims));
    console.log(table("The same beside a push that is awaited too", [awaited, memory], aims));
  }
  console.log(table("Commands on streams of ten events", await measureCommands(folder)));
  console.log(table(
    "64 in flight over 64 streams, states in memory, SQLite",
    await measureCachedCommands(folder),
    { commands: 0.6 },
  ));
  console.log(table(
    "Events replayed through a projection of balances (aim on SQLite: 150,000 per second)",
    await measureReplays(folder),
  ));
  console.log(table(
    "Registrations and their mails, to an SMTP server",
    await measureRefusedMails(folder),
    { "one refused for good": 0.8 },
  ));
  console.log(table(
    "Orders confirmed for 16 clients, SQLite",
    await measureHangingGateway(folder),
    { "one of 50 hangs for 30 s": 0.8 },
  ));
  console.log(
    latencyTable("From commit to handler, in milliseconds", await measureWakeUps(folder)),
  );
  for await (const text of measurePostgres()) console.log(text);
  for await (const text of measureMessages(folder)) console.log(text);
} finally {
  await rm(folder, { recursive: true });
}
