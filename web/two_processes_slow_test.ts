import { assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { tellFigures } from "./testdata/figures.ts";
import { startWebProgram, type WebProgram } from "./testdata/program.ts";
import { eventually, register } from "./testdata/register.ts";
import { readStored } from "./testdata/stored.ts";
import { welcomeMailStatus } from "./testdata/welcome_mail.ts";

/** Milliseconds after which a silent leader is taken for dead, and as many for the rest. */
const LONGEST_TAKE_OVER = 10_000;
const REGISTRATIONS = 400;
const CLIENTS = 8;

describe("two processes on one file, with subscriptions inside both", () => {
  it("[F-4] give every event one effect, and the survivor takes over", async () => {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/portico.db`;
    const start = () => startWebProgram({ STORE_URL: `sqlite:${path}` });
    let [one, other] = await Promise.all([start(), start()]);
    const takeOvers: number[] = [];
    const people = peopleOf();

    // Whichever of the two leads: by the second kill the leader is killed.
    for (let kill = 0; kill < 3; kill++) {
      const leader = await leaderOf(other);
      const half = people.registered.length + REGISTRATIONS / 2;
      const registering = registerAll(people, [one, other]);
      await eventually("half of it is done", () => people.registered.length > half);
      one.kill("SIGKILL");
      await one.ended;
      const killed = performance.now();
      await registering;
      await everythingHandled(other, 2 * LONGEST_TAKE_OVER);
      if (await leaderOf(other) !== leader) takeOvers.push(performance.now() - killed);
      [one, other] = [other, await start()];
    }
    const { length } = people.registered;
    for (const program of [one, other]) {
      assertEquals((await program.finish("SIGTERM")).code, 0);
    }

    const { users, events, mails } = await readStored(path);
    tellFigures(
      `${length} registrations answered, ${users.size} users, ${events.length} events, ` +
        `${mails.length} mails; take-overs after ${takeOvers.map(Math.round).join(", ")} ms`,
    );
    assertGreater(takeOvers.length, 0);
    assertGreater(LONGEST_TAKE_OVER, Math.max(...takeOvers));
    assertEquals(people.registered.filter(([email, id]) => users.get(id) !== email), []);
    assertEquals(mails.map(({ about }) => about).toSorted(), [...users.keys()].toSorted());
    assertEquals(events.filter(({ position }, index) => position !== index + 1), []);
    await Deno.remove(folder, { recursive: true });
  });
});

function peopleOf() {
  const registered: (readonly [email: string, id: string])[] = [];
  let last = 0;
  return { registered, next: () => `ada${++last}@example.org` };
}

/** Registers people with all processes at the same time, until that many are registered. */
async function registerAll(
  { registered, next }: ReturnType<typeof peopleOf>,
  programs: readonly WebProgram[],
): Promise<void> {
  const enough = registered.length + REGISTRATIONS;
  await Promise.all(Array.from({ length: CLIENTS }, async (_, client) => {
    const { origin } = programs[client % programs.length] ?? { origin: "" };
    while (registered.length < enough) {
      const email = next();
      const answer = await register(origin, email);
      // The process that is killed answers no more.
      if (answer === undefined) return;
      assertEquals(answer.status, 201);
      registered.push([email, answer.body.id]);
    }
  }));
}

async function leaderOf(program: WebProgram): Promise<string> {
  return (await welcomeMailStatus(program))?.owner ?? "";
}

async function everythingHandled(program: WebProgram, within: number): Promise<void> {
  await eventually("every event is handled", async () => {
    const status = await welcomeMailStatus(program);
    return status?.behind === 0 && status.waiting === 0;
  }, within);
}
