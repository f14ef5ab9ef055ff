/** Whether one address that is refused for good slows the others down: SQLite, SMTP, eight at a time. */

import { join } from "node:path";
import { compose, readConfig } from "../../adapters/composition/mod.ts";
import { silentLog } from "../../adapters/system/mod.ts";
import { drain } from "../../application/events/drain.ts";
import { startMailServer } from "../../web/testdata/mail_server.ts";
import { type Contender, type Measured, RUNS, sideBySide } from "./side_by_side.ts";
import { inParallel } from "./workload.ts";

const MAILS = 400;

/** Measures mails that reach the server, with no refused address and with one early among them. */
export async function measureRefusedMails(folder: string): Promise<readonly Measured[]> {
  const server = await startMailServer();
  const config = readConfig({
    STORE_URL: `sqlite:${join(folder, "mails.db")}`,
    MAIL_URL: `smtp://127.0.0.1:${server.port}`,
  });
  await using application = await compose(config);
  // What the refused ones would log is not what is measured.
  const ports = { ...application.ports, log: silentLog() };
  let rounds = 0;

  /** Registers everybody, then sends all their mails; the refused one fails on its own stream. */
  function mails(name: string, refusing: boolean): Contender {
    return {
      name,
      operations: MAILS,
      run: async (operations) => {
        const round = rounds++;
        if (refusing) server.refused.add(`user-20-${round}@example.org`);
        await inParallel(operations, 8, async (number) => {
          const email = `user-${number}-${round}@example.org`;
          await application.users.register({ name: "Ada Lovelace", email });
        });
        await drain(ports, application.subscriptions);
      },
    };
  }

  try {
    const measured = await sideBySide([
      mails("all taken", false),
      mails("one refused for good", true),
    ]);
    const lost = 2 * RUNS * MAILS - RUNS - server.received.length;
    if (lost !== 0) throw new Error(`${lost} mails did not come once`);
    return measured;
  } finally {
    await server.stop();
  }
}
