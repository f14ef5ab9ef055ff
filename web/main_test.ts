import {
  assertEquals,
  assertFalse,
  assertGreater,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { sqliteStore } from "../adapters/sqlite/store.ts";
import { randomIds, systemRandom } from "../adapters/system/chance.ts";
import { systemClock } from "../adapters/system/clock.ts";
import { silentLog } from "../adapters/system/log.ts";
import { drain } from "../application/events/drain.ts";
import { subscription } from "../application/events/subscription.ts";
import { startProgram, startWebProgram } from "./testdata/program.ts";
import { read, write } from "./testdata/raw_http.ts";
import { eventually, pause, register } from "./testdata/register.ts";

const inMemory = { STORE_URL: "memory:" };

describe("main", () => {
  it("says where it listens, with a link that lets an operator in", async () => {
    await using program = startProgram("main.ts", { ...inMemory, PORT: "0" });
    const [line, origin, link = ""] = await program.says(
      /^Portico listens at (http:\/\/127\.0\.0\.1:\d+)\/, for operators at (\S+)\n$/,
    );

    const response = await fetch(link, { redirect: "manual" });
    await response.body?.cancel();

    assertStringIncludes(link, `${origin}/?token=`);
    assertEquals(response.status, 303);
    assertMatch(response.headers.get("set-cookie") ?? "", /^portico-operator/);
    assertEquals(program.said(), line);
  });

  it("does not print a token that was given", async () => {
    await using program = await startWebProgram({ ...inMemory, ADMIN_TOKEN: "hunter2" });

    assertFalse(program.said().includes("hunter2"));
  });

  it("[X-4] bad configuration: all problems at once, exit code 2, nothing half-started", async () => {
    const folder = await Deno.makeTempDir();
    const program = startProgram("main.ts", {
      STORE_URL: `sqlite:${folder}/deep/portico.db`,
      MAIL_URL: "pigeon://ada:hunter2@roof",
      PORT: "http",
      WORKER: "elsewhere",
    });

    const { code, stdout, stderr } = await program.finish();

    assertEquals(stderr.split("\n"), [
      "Cannot accept the configuration:",
      '  MAIL_URL can be mailbox: or console: or smtp://user:password@host:port or smtps://user:password@host:port; "pigeon:" is not supported',
      "  PORT must be a whole number from 0 to 65535",
      "  WORKER must be inside or outside",
      "",
    ]);
    assertEquals([code, stdout], [2, ""]);
    assertEquals([...Deno.readDirSync(folder)], []);
    await Deno.remove(folder);
  });

  it("[X-4] the worker refuses a store that no other process sees", async () => {
    const { code, stdout, stderr } = await startProgram("worker.ts", inMemory).finish();

    assertStringIncludes(stderr, "  WORKER cannot be outside with STORE_URL memory:");
    assertEquals([code, stdout], [2, ""]);
  });

  it("says plainly that a port is in use, and keeps nothing open", async () => {
    using other = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = other.addr;

    const { code, stdout, stderr } = await startProgram("main.ts", { ...inMemory, PORT: `${port}` })
      .finish();

    assertEquals(stderr, `Cannot listen at 127.0.0.1:${port}: the port is in use\n`);
    assertEquals([code, stdout], [1, ""]);
  });

  it("says plainly which piece cannot be opened", async () => {
    const folder = await Deno.makeTempDir();

    const { code, stderr } = await startProgram("main.ts", { STORE_URL: `sqlite:${folder}` })
      .finish();

    assertMatch(
      stderr,
      /^Cannot put the application together:\n {2}Store, needed by .*, failed: Cannot open/,
    );
    assertEquals([code, stderr.split("\n").length], [1, 3]);
    await Deno.remove(folder);
  });

  it("ends when its subscriptions cannot be run, and says why", async () => {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/portico.db`;
    await passOverAll(path);

    const { code, stderr } = await startProgram("main.ts", {
      STORE_URL: `sqlite:${path}`,
      PORT: "0",
    }).finish();

    assertMatch(stderr, /^Cannot start "welcome-mail": UserRegistered came to its types .*\n$/);
    assertEquals(code, 1);
    await Deno.remove(folder, { recursive: true });
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`[F-12] ends with code 0 on ${signal}, with nothing left to say`, async () => {
      await using program = await startWebProgram(inMemory);

      const { code, stderr } = await program.finish(signal);
      assertEquals([code, stderr], [0, ""]);
    });
  }

  it("[F-12] answers the request in flight before it ends, and takes no other", async () => {
    await using program = await startWebProgram(inMemory);
    const body = JSON.stringify({ name: "Ada Lovelace", email: "ada@example.org" });
    const { hostname, port } = new URL(program.origin);
    using connection = await Deno.connect({ hostname, port: Number(port) });
    await write(connection, requestHead(body.length) + body.slice(0, 10));
    await pause(100);

    program.kill("SIGTERM");
    await takesNoRequests(program.origin);
    await write(connection, body.slice(10));

    assertMatch(await read(connection), /^HTTP\/1\.1 201 /);
    assertEquals((await program.finish()).code, 0);
  });

  it("ends at once on the second signal", async () => {
    using silent = silentServer();
    await using program = await startWebProgram({
      ...inMemory,
      MAIL_URL: `smtp://127.0.0.1:${silent.port}`,
    });
    await register(program.origin, "ada@example.org");
    await silent.called;
    const started = performance.now();

    program.kill("SIGTERM");
    await pause(300);
    program.kill("SIGTERM");

    assertEquals((await program.finish()).code, 143);
    assertGreater(2000, performance.now() - started);
  });

  it("[F-14] a worker beside it sends the mails that it leaves", async () => {
    const folder = await Deno.makeTempDir();
    const env = { STORE_URL: `sqlite:${folder}/portico.db`, WORKER: "outside" };
    await using web = await startWebProgram(env);
    await register(web.origin, "ada@example.org");
    assertEquals(await mails(web), []);

    await using worker = startProgram("worker.ts", env);
    await worker.says(
      /^Portico runs its subscriptions: welcome-mail, order-notices, .*\n$/,
    );
    await eventually("the mail is there", async () => (await mails(web)).length > 0);

    assertEquals(await mails(web), ["ada@example.org"]);
    assertEquals((await worker.finish("SIGTERM")).code, 0);
    await web.finish("SIGTERM");
    await Deno.remove(folder, { recursive: true });
  });

  it("logs what nobody caught, and goes on", async () => {
    await using program = startProgram("testdata/main_stray_errors.ts", {});
    await program.logs(/still here/);

    const { code, stderr } = await program.finish("SIGTERM");
    const lines = stderr.trim().split("\n").map((line) => JSON.parse(line));
    assertEquals(lines.map(({ message, data }) => data.error?.message ?? message), [
      "thrown",
      "rejected",
      "still here",
    ]);
    assertEquals(code, 0);
  });
});

async function mails(web: { readonly ask: (path: string) => Promise<Response> }) {
  const { items } = await (await web.ask("/mailbox")).json();
  return items.map(({ to }: { readonly to: string }) => to);
}

/** Lets a subscription of the same name pass over every event, as one of a former version might. */
async function passOverAll(path: string): Promise<void> {
  const ports = { clock: systemClock(), newId: randomIds(), random: systemRandom() };
  await using store = await sqliteStore(path, ports);
  await drain({ ...ports, store, log: silentLog() }, [
    subscription({ name: "welcome-mail", types: ["UserInvited"], handle: () => {} }),
  ]);
}

function requestHead(length: number): string {
  return [
    "POST /users HTTP/1.1",
    "Host: 127.0.0.1",
    "Content-Type: application/json",
    `Content-Length: ${length}`,
    "",
    "",
  ].join("\r\n");
}

/** Waits until connections are refused or, where the runtime cannot, requests. */
async function takesNoRequests(origin: string): Promise<void> {
  await eventually("no requests are taken", async () => {
    const response = await fetch(`${origin}/healthz`).catch(() => undefined);
    await response?.body?.cancel();
    return response === undefined || response.status === 503;
  });
}

/** A mail server that takes calls and never says a word. */
function silentServer() {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const calls: Deno.Conn[] = [];
  const called = listener.accept().then((call) => void calls.push(call));
  return {
    port: listener.addr.port,
    called,
    [Symbol.dispose]: () => {
      for (const call of calls) call.close();
      listener.close();
    },
  };
}
