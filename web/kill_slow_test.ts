import { assertEquals, assertGreaterOrEqual } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { seededRandom } from "../adapters/memory/chance.ts";
import { tellFigures } from "./testdata/figures.ts";
import { startWebProgram, type WebProgram } from "./testdata/program.ts";
import { eventually, pause, register } from "./testdata/register.ts";
import { readStored } from "./testdata/stored.ts";
import { welcomeMailStatus } from "./testdata/welcome_mail.ts";

const CLIENTS = 12;
const KILLS = 40;
/** Lives that are long enough to take over the subscriptions of the life before, and then some. */
const LONG_LIVES = 5;
const TAKE_OVER = 5000;

describe("a server that is killed again and again", () => {
  it("[F-4] [L-2] keeps what it answered, and sends each mail once", async () => {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/portico.db`;
    const seed = Date.now();
    const random = seededRandom(seed);
    const start = () => startWebProgram({ STORE_URL: `sqlite:${path}` });
    let server: Promise<WebProgram> = start();
    const clients = startClients(() => server);
    const inFlight: number[] = [];

    for (let kill = 0; kill < KILLS + LONG_LIVES; kill++) {
      const program = await server;
      await pause(kill < KILLS ? random() * 400 : TAKE_OVER + 200 + random() * 1500);
      inFlight.push(clients.inFlight());
      program.kill("SIGKILL");
      server = program.ended.then(start);
    }
    const { answered, attempted } = await clients.stop();
    const last = await server;
    await eventually("every event is handled", async () => {
      const status = await welcomeMailStatus(last);
      return status?.behind === 0 && status.waiting === 0;
    }, 120_000);
    assertEquals((await last.finish("SIGTERM")).code, 0);

    const { users, events, mails } = await readStored(path);
    const busy = inFlight.filter((requests) => requests >= 8).length;
    tellFigures(
      `seed ${seed}: ${inFlight.length} kills, ${busy} of them with 8 requests in flight or more; ` +
        `${attempted} registrations tried, ${answered.size} answered with 201, ` +
        `${users.size} users, ${events.length} events, ${mails.length} mails`,
    );
    assertGreaterOrEqual(busy, 30);
    const registered = events.filter(({ type }) => type === "UserRegistered");
    const idsOf = (list: readonly { readonly data: unknown }[]) =>
      list.map(({ data }) => (data as { readonly userId: string }).userId).toSorted();
    const ids = [...users.keys()].toSorted();
    assertEquals([...answered].filter(([email, id]) => users.get(id) !== email), []);
    assertEquals(idsOf(registered), ids);
    assertEquals(mails.map(({ about }) => about).toSorted(), ids);
    assertEquals(mails.filter(({ to, about }) => users.get(about) !== to), []);
    assertEquals(events.filter(({ position }, index) => position !== index + 1), []);
    assertEquals(new Set(users.values()).size, users.size);
    await Deno.remove(folder, { recursive: true });
  });
});

/**
 * Clients that register as fast as they can. Of every two, one asks again with the same
 * Idempotency-Key when the connection broke, and the other one gives up, not knowing.
 */
function startClients(server: () => Promise<WebProgram>) {
  const answered = new Map<string, string>();
  let attempted = 0;
  let inFlight = 0;
  let stopped = false;

  async function registerOne(email: string, patient: boolean): Promise<void> {
    const key = { "idempotency-key": crypto.randomUUID() };
    do {
      const { origin } = await server();
      inFlight++;
      const answer = await register(origin, email, key);
      inFlight--;
      if (answer === undefined) continue;
      assertEquals([answer.status, answer.body.email], [201, email]);
      answered.set(email, answer.body.id);
      return;
    } while (patient && !stopped);
  }

  const running = Array.from({ length: CLIENTS }, async (_, client) => {
    while (!stopped) await registerOne(`ada${++attempted}@example.org`, client % 2 === 0);
  });
  return {
    inFlight: () => inFlight,
    stop: async () => {
      stopped = true;
      await Promise.all(running);
      return { answered, attempted };
    },
  };
}
