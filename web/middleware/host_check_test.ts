import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { testApp } from "../testdata/test_app.ts";

const allowedHosts = ["localhost", "Portico.example.org:443", "::1"];

test("hosts that are allowed are answered, with any port and in any case", async () => {
  const { request } = testApp({ allowedHosts });

  for (const host of ["localhost", "LOCALHOST:8000", "portico.example.org", "[::1]:8000"]) {
    assertEquals((await request("/users", { headers: { host } })).status, 200, host);
  }
});

test("other hosts are a 421, so that no foreign name can be pointed here", async () => {
  const { request } = testApp({ allowedHosts });

  for (
    const host of [
      "evil.example",
      "localhost.evil.example",
      "evil.example@localhost",
      "localhost/evil.example",
      "localhost:8000:1",
      "127.0.0.1",
      "",
    ]
  ) {
    const response = await request("/users", { headers: { host } });
    assertEquals([response.status, (await response.json()).code], [421, "http/unknown-host"], host);
  }
  assertEquals((await request("http://evil.example/users")).status, 421);
});
