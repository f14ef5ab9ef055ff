import {
  assert,
  assertEquals,
  assertExists,
  assertGreater,
  assertStringIncludes,
} from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { tellFigures } from "./testdata/figures.ts";
import { type MailServer, startMailServer } from "./testdata/mail_server.ts";
import { startWebProgram, type WebProgram } from "./testdata/program.ts";
import { eventually, pause, register } from "./testdata/register.ts";
import { welcomeMailStatus } from "./testdata/welcome_mail.ts";

const CLIENTS = 8;
const ROUNDS = 3;

describe("a mail server", () => {
  it("[L-2] that is down holds up no registration, and gets every mail when it is back", async () => {
    const folder = await Deno.makeTempDir();
    const { port, stop } = await startMailServer();
    await stop();
    await using program = await startWebProgram({
      STORE_URL: `sqlite:${folder}/portico.db`,
      MAIL_URL: `smtp://127.0.0.1:${port}`,
    });

    const atFirst = await registerAll(program, addresses("first", 500));
    await pause(4000);
    const later = await registerAll(program, addresses("later", 500));
    const during = await welcomeMailStatus(program);
    const server = await startMailServer(port);
    const back = performance.now();
    await eventually("every mail has come", () => server.received.length >= 1000, 60_000);
    const took = performance.now() - back;

    tellFigures(
      `mail server down: ${perSecond(500, atFirst)} and after 4 s ${perSecond(500, later)} ` +
        `registrations a second; all 1000 mails ${took.toFixed(0)} ms after it was back`,
    );
    assertExists(during);
    assertGreater(during.behind + during.waiting, 900);
    assertEquals(during.dead, 0);
    const expected = [...addresses("first", 500), ...addresses("later", 500)];
    assertEquals(server.received.toSorted(), expected.toSorted());
    await nothingLeft(program);
    await end(program, server, folder);
  });

  it("[F-1] that refuses one address for good makes one dead letter, and holds up nobody else", async () => {
    const folder = await Deno.makeTempDir();
    const server = await startMailServer();
    await using program = await startWebProgram({
      STORE_URL: `sqlite:${folder}/portico.db`,
      MAIL_URL: `smtp://127.0.0.1:${server.port}`,
    });
    await mailsASecond(program, server, "warm", undefined);

    // How fast they are is for the benchmark to judge; here everybody else gets their mail.
    const usual: number[] = [];
    const refusing: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const refused = `refused-${round}@example.org`;
      refusing.push(await mailsASecond(program, server, `other-${round}`, refused));
      usual.push(await mailsASecond(program, server, `usual-${round}`, undefined));
    }

    tellFigures(
      `mails a second, medians of ${ROUNDS} rounds by turns: as usual ${
        median(usual).toFixed(0)
      }, with a refused address among them ${median(refusing).toFixed(0)}`,
    );
    assertEquals(server.received.length, new Set(server.received).size);
    await seeRedriveAndDiscard(program, server);
    await end(program, server, folder);
  });
});

/** Registers everybody and waits for their mails; one more, early on, is refused by the server. */
async function mailsASecond(
  program: WebProgram,
  server: MailServer,
  name: string,
  refused: string | undefined,
): Promise<number> {
  const people = addresses(name, 400);
  const enough = server.received.length + people.length;
  if (refused !== undefined) server.refused.add(refused);
  const started = performance.now();
  await registerAll(program, refused === undefined ? people : people.toSpliced(20, 0, refused));
  await eventually("every mail has come", () => server.received.length >= enough);
  return people.length * 1000 / (performance.now() - started);
}

async function seeRedriveAndDiscard(program: WebProgram, server: MailServer): Promise<void> {
  const letters = await deadLetters(program);
  const [redriven, discarded] = letters;
  assert(redriven !== undefined && discarded !== undefined);
  assertEquals(letters.length, ROUNDS);
  assertEquals((await welcomeMailStatus(program))?.dead, ROUNDS);
  const detail = await (await program.ask(`/admin/dead-letters/${redriven.id}`)).json();
  assertStringIncludes(detail.error.message, "550");
  const [to, other] = [detail.event.data.email, await addressOf(program, discarded.id)];

  server.refused.clear();
  await asked(program, "POST", `/admin/dead-letters/${redriven.id}/redrive`);
  await asked(program, "DELETE", `/admin/dead-letters/${discarded.id}`);
  await eventually("both are seen to", async () => {
    return (await deadLetters(program)).length === ROUNDS - 2;
  });
  await eventually("the mail has come", () => server.received.includes(to));

  assertEquals(server.received.filter((address) => address === to), [to]);
  assertEquals(server.received.includes(other), false);
  assertEquals((await program.ask(`/admin/dead-letters/${discarded.id}`)).status, 404);
}

async function deadLetters(program: WebProgram): Promise<readonly { readonly id: string }[]> {
  return (await (await program.ask("/admin/dead-letters")).json()).items;
}

async function addressOf(program: WebProgram, letter: string): Promise<string> {
  return (await (await program.ask(`/admin/dead-letters/${letter}`)).json()).event.data.email;
}

async function asked(program: WebProgram, method: string, path: string): Promise<void> {
  const response = await program.ask(path, { method });
  await response.body?.cancel();
  assertEquals(response.status, 202);
}

function addresses(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) => `${name}-${number}@example.org`);
}

/** Registers everybody, several at the same time; answers how many milliseconds it took. */
async function registerAll(program: WebProgram, emails: readonly string[]): Promise<number> {
  const left = [...emails];
  const started = performance.now();
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    for (let email = left.shift(); email !== undefined; email = left.shift()) {
      assertEquals((await register(program.origin, email))?.status, 201);
    }
  }));
  return performance.now() - started;
}

async function nothingLeft(program: WebProgram): Promise<void> {
  await eventually("nothing is left to do", async () => {
    const status = await welcomeMailStatus(program);
    return status !== undefined && status.behind + status.waiting + status.dead === 0;
  });
}

async function end(program: WebProgram, server: MailServer, folder: string): Promise<void> {
  assertEquals((await program.finish("SIGTERM")).code, 0);
  await server.stop();
  await Deno.remove(folder, { recursive: true });
}

function perSecond(count: number, ms: number): string {
  return (count * 1000 / ms).toFixed(0);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}
