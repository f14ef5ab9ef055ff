import { assertEquals } from "@std/assert";
import { once } from "node:events";
import { DriverLines, makeLine } from "./driver_lines.ts";
import { startListener } from "./testdata/listener.ts";

Deno.test("DriverLines ends the lines that are open, and makes no more", async () => {
  await using listener = await startListener({ answers: true });
  const [host = "", port] = listener.broker.split(":");
  const lines = new DriverLines(makeLine);
  const connected = Promise.withResolvers<void>();
  const to = { host, port: Number(port), onConnect: connected.resolve };
  const first = lines.make(to);
  await connected.promise;

  const errors = [once(first, "error")];
  lines.end();
  errors.push(once(lines.make(to), "error"));

  const messages = (await Promise.all(errors)).map(([{ message }]) => message);
  assertEquals(messages, Array(2).fill("The client was disconnected"));
});
