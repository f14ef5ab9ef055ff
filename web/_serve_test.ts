import {
  assert,
  assertEquals,
  assertGreater,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { CannotListen, serve } from "./_serve.ts";
import { read, write } from "./testdata/raw_http.ts";
import { pause } from "./testdata/register.ts";

const anyPort = { host: "127.0.0.1", port: 0 };

describe("serve", () => {
  it("answers at the port it says", async () => {
    const { port, stop } = await serve(({ url }) => new Response(new URL(url).pathname), anyPort);

    const text = await (await fetch(`http://127.0.0.1:${port}/lamps`)).text();

    assertEquals(text, "/lamps");
    await stop(1000);
  });

  it("says why it cannot listen", async () => {
    const { port, stop } = await serve(() => new Response(), anyPort);

    await assertRejects(
      () => serve(() => new Response(), { host: "127.0.0.1", port }),
      CannotListen,
      `Cannot listen at 127.0.0.1:${port}: the port is in use`,
    );
    await assertRejects(
      () => serve(() => new Response(), { host: "2001:db8::1", port: 0 }),
      CannotListen,
      "Cannot listen at [2001:db8::1]:0: this machine does not have the address",
    );
    await stop(1000);
  });

  it("[F-12] stops when the requests in flight are answered, and hands on no other", async () => {
    const handled: string[] = [];
    const { port, stop } = await serve(async ({ url }) => {
      await pause(200);
      handled.push(new URL(url).pathname);
      return new Response("answered");
    }, anyPort);
    const inFlight = fetch(`http://127.0.0.1:${port}/first`);
    await pause(50);

    const stopped = stop(5000);
    const late = await fetch(`http://127.0.0.1:${port}/late`).catch(() => undefined);
    await stopped;

    assertEquals(handled, ["/first"]);
    assertEquals(await (await inFlight).text(), "answered");
    assert(late === undefined || late.status === 503);
    await late?.body?.cancel();
  });

  it("[F-12] lets a body that is still coming come to its end", async () => {
    const { port, stop } = await serve(
      async (request) => new Response(`got ${await request.text()}`),
      anyPort,
    );
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    await write(connection, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\nhalf");
    await pause(50);

    const stopped = stop(5000);
    await pause(50);
    await write(connection, "half");

    assertStringIncludes(await read(connection), "got halfhalf");
    await stopped;
  });

  it("does not wait for idle connections", async () => {
    const { port, stop } = await serve(() => new Response("answered"), anyPort);
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    await write(connection, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    assertStringIncludes(await read(connection), "answered");
    const started = performance.now();

    await stop(5000);

    assertGreater(1000, performance.now() - started);
  });

  it("cuts off what is not answered in time", async () => {
    const never = Promise.withResolvers<Response>();
    const { port, stop } = await serve(() => never.promise, anyPort);
    const cutOff = fetch(`http://127.0.0.1:${port}/`).then(({ status }) => status, () => 503);
    await pause(50);
    const started = performance.now();

    await stop(100);

    assertEquals(await cutOff, 503);
    assertGreater(1000, performance.now() - started);
    never.resolve(new Response());
  });
});
