import { assert, assertEquals, assertThrows } from "@std/assert";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { parseNatsUrl } from "./mod.ts";

Deno.test("parseNatsUrl reads servers, who connects, and which bus", () => {
  assertEquals(parseNatsUrl("nats://localhost"), {
    servers: ["localhost:4222"],
    secure: false,
    bus: {},
  });
  assertEquals(
    parseNatsUrl(
      "tls://ada:p%40ss%3A%25@a.example:4443,b.example:80,[::1]/?name=shop&replicas=3&partitions=8",
    ),
    {
      servers: ["a.example:4443", "b.example:80", "[::1]:4222"],
      secure: true,
      auth: { user: "ada", pass: "p@ss:%" },
      bus: { name: "shop", replicas: 3, partitions: 8 },
    },
  );
  assertEquals(parseNatsUrl("nats://s3cret@localhost").auth, { token: "s3cret" });
});

Deno.test("parseNatsUrl tells everything that is wrong, and no password", () => {
  const error = assertThrows(
    () => parseNatsUrl("nats://:s3cret@ho st,?name=a.b&partitions=0&replicas=6&color=red"),
    InvalidInput,
  );

  assertEquals(error.issues.map(({ path }) => path), [
    "",
    "",
    "name",
    "partitions",
    "replicas",
    "color",
  ]);
  assert(!error.message.includes("s3cret"), error.message);
});

Deno.test("parseNatsUrl refuses what is no server", () => {
  const urls = [
    "",
    "nats:",
    "nats://",
    "redis://localhost",
    "nats://a,",
    "nats://a/b",
    "nats://a:99999",
    "nats://ada:@a",
    "nats://%zz@a",
    "nats://a?name=a&name=.b",
  ];
  for (const url of urls) assertThrows(() => parseNatsUrl(url), InvalidInput, "", url);
});
