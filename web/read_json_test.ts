import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { testApp } from "./testdata/test_app.ts";

const { request } = testApp();
let users = 0;

/** Registers a new user, with these headers and, if told, another body. */
async function post(
  headers: Record<string, string>,
  body?: BodyInit,
): Promise<readonly [number, string]> {
  const ada = JSON.stringify({ name: "Ada", email: `ada${++users}@x.org` });
  const response = await request("/users", { method: "POST", headers, body: body ?? ada });
  return [response.status, (await response.json()).code];
}

test("a JSON body is taken by any of its names", async () => {
  for (
    const type of [
      "application/json",
      "Application/JSON; charset=utf-8",
      'application/json;charset="UTF-8"',
      "application/merge-patch+json",
    ]
  ) {
    assertEquals((await post({ "content-type": type }))[0], 201, type);
  }
});

test("another media type, charset or coding is a 415", async () => {
  const refused = [415, "http/unsupported-media-type"] as const;
  for (
    const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "application/jsonp",
      "text/application/json",
      "application/json; charset=latin1",
      "",
    ]
  ) {
    assertEquals(await post({ "content-type": type }), refused, type);
  }
  const gzip = { "content-type": "application/json", "content-encoding": "gzip" };
  assertEquals(await post(gzip), refused);
});

test("a body that is no JSON in UTF-8 is a 400", async () => {
  const latin1 = new Uint8Array([0x22, 0xe9, 0x22]);
  const deep = "[".repeat(500_000);
  for (const body of ["{", "", "{}x", "{'a': 1}", "undefined", latin1, deep]) {
    const answer = await post({ "content-type": "application/json" }, body);
    assertEquals(answer, [400, "http/malformed-json"]);
  }
});

test("fields that any object has are unknown fields like any other", async () => {
  const body = '{"name": "Ada", "email": "ada@x.org", "__proto__": {"id": "7"}, "toString": 1}';

  const response = await request("/users", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });

  assertEquals(response.status, 422);
  const paths = (await response.json()).errors.map(({ path }: { path: string }) => path);
  assertEquals(paths, ["__proto__", "toString"]);
});
