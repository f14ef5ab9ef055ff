import { assertEquals, assertGreater } from "@std/assert";
import { test } from "@std/testing/bdd";

const examples = [...Deno.readDirSync(import.meta.dirname ?? "")]
  .map(({ name }) => name)
  .filter((name) => /^\d\d_\w+\.tsx?$/.test(name) && !name.includes("_test."))
  .toSorted();

test("[X-1] there are examples to run", () => {
  assertGreater(examples.length, 0);
});

for (const name of examples) {
  test(`[X-1] examples/${name} prints what is stored beside it`, async () => {
    const path = `${import.meta.dirname}/${name}`;

    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "-q", path],
    }).output();

    const stored = await Deno.readTextFile(path.replace(/\.tsx?$/, ".txt"));
    assertEquals(new TextDecoder().decode(stderr), "");
    assertEquals(new TextDecoder().decode(stdout), stored);
    assertEquals(code, 0);
  });
}
