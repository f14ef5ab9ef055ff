import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** In the order in which all of them are shown. */
const names = ["registration", "catalog", "orders", "accounts"];

describe("the demos", () => {
  for (const args of [["all"], [], ...names.map((name) => [name])]) {
    it(`[X-1] print what is stored: deno task demo ${args.join("")}`, async () => {
      const { code, stdout, stderr } = await demo(args);

      const shown = names.filter((name) => args.includes(name));
      const stored = (shown.length === 0 ? names : shown).map((name) =>
        Deno.readTextFile(new URL(`demos/${name}.txt`, import.meta.url))
      );
      assertEquals(stdout, (await Promise.all(stored)).join(""));
      assertEquals([code, stderr], [0, ""]);
    });
  }

  it("name what there is when asked for something else", async () => {
    const { code, stdout, stderr } = await demo(["nothing"]);

    assertStringIncludes(stderr, `one of: ${names.join(", ")}`);
    assertEquals([code, stdout], [2, ""]);
  });
});

async function demo(args: readonly string[]) {
  const program = new URL("demo.ts", import.meta.url).href;
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", program, ...args],
  });
  const { code, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
