import { assertEquals } from "@std/assert";
import { testPlace } from "../adapters/redis/testdata/place.ts";
import { withRedis } from "../adapters/redis/testdata/server.ts";
import { startProgram, startWebProgram } from "./testdata/program.ts";
import { eventually, register } from "./testdata/register.ts";

await withRedis("the worker with a message bus", (url) => {
  Deno.test("[F-14] a worker names its consumers, and mails what they hear of", async () => {
    const folder = await Deno.makeTempDir();
    await using place = await testPlace(url);
    const env = {
      STORE_URL: `sqlite:${folder}/portico.db`,
      BUS_URL: `${url}?name=${place.name}`,
      REACTIONS: "bus",
      WORKER: "outside",
    };
    await using worker = startProgram("worker.ts", env);
    await worker.says(/^Portico runs its consumers: customer-import, welcome-mail, .*\n$/m);
    await using web = await startWebProgram(env);

    await register(web.origin, "ada@example.org");
    const mails = async () => (await (await web.ask("/mailbox")).json()).items;
    await eventually("the mail is there", async () => (await mails()).length > 0);
    const { answers, consumers } = await (await web.ask("/admin/bus")).json();

    assertEquals((await mails())[0].to, "ada@example.org");
    assertEquals([answers, consumers[1].name, consumers[1].inbox.state], [
      true,
      "welcome-mail",
      "running",
    ]);
    await Deno.remove(folder, { recursive: true });
  });
});
