import { assertEquals, assertFalse, assertRejects, assertStringIncludes } from "@std/assert";
import { drain } from "../../application/events/drain.ts";
import { openPostgres } from "../postgres/open_client.ts";
import { withPostgres } from "../postgres/testdata/server.ts";
import { compose } from "./compose.ts";
import { CompositionFailed } from "./composition_failed.ts";
import { readConfig } from "./config.ts";

await withPostgres("STORE_URL", (url) => {
  Deno.test("a database that does not exist is a failed piece, named without its password", async () => {
    const absent = Object.assign(new URL(url), { password: "hunter2", pathname: "/absent" });
    const config = readConfig({ STORE_URL: absent.href });

    const error = await assertRejects(() => compose(config), CompositionFailed);

    assertEquals(error.problems.map(({ port, reason }) => [port, reason]), [["Store", "failed"]]);
    assertStringIncludes(error.message, "Store, needed by ");
    assertStringIncludes(error.message, "there is no such database");
    assertFalse(error.message.includes("hunter2"), error.message);
  });

  Deno.test("the application keeps everything in the schema of a PostgreSQL URL", async () => {
    await using schema = await freshSchema(url);
    const config = readConfig({ STORE_URL: schema.url });

    const { id } = await withApplication(config, async ({ users, ports, subscriptions }) => {
      const user = await users.register({ name: "Ada Lovelace", email: "ada@example.org" });
      await drain(ports, subscriptions);
      return user;
    });

    await withApplication(config, async ({ users, readMailbox, wiring }) => {
      assertEquals((await users.get({ id })).email, "ada@example.org");
      assertEquals((await readMailbox?.({ limit: 10 }))?.items.map(({ about }) => about), [id]);
      const { host, pathname } = new URL(url);
      assertEquals(
        wiring.find(({ port }) => port === "Store")?.adapter,
        `postgres://${host}${pathname}`,
      );
    });
    assertEquals(await schema.exists(), true);
  });
});

async function withApplication<Result>(
  config: ReturnType<typeof readConfig>,
  work: (application: Awaited<ReturnType<typeof compose>>) => Promise<Result>,
): Promise<Result> {
  await using application = await compose(config);
  return await work(application);
}

/** A schema that nobody has yet, and nobody has afterwards. */
async function freshSchema(base: string) {
  const name = `portico_composed_${crypto.randomUUID().slice(0, 8)}`;
  const url = new URL(base);
  url.searchParams.set("schema", name);
  const { client, [Symbol.asyncDispose]: end } = await openPostgres(base);
  return {
    url: url.href,
    exists: async () => {
      const statement = "SELECT 1 FROM pg_namespace WHERE nspname = $1";
      return (await client.unsafe(statement, [name], { prepare: false }).values()).length === 1;
    },
    [Symbol.asyncDispose]: async () => {
      await client.unsafe(`DROP SCHEMA IF EXISTS ${name} CASCADE`, [], { prepare: false }).values();
      await end();
    },
  };
}
