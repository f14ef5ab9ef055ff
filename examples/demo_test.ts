import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("the demos", () => {
  for (const args of [["all"], [], ["registration"]]) {
    it(`[X-1] print what is stored: deno task demo ${args.join("")}`, async () => {
      const { code, stdout, stderr } = await demo(args);

      assertEquals(stdout, await Deno.readTextFile(new URL("demo.txt", import.meta.url)));
      assertEquals([code, stderr], [0, ""]);
    });
  }

  it("name what there is when asked for something else", async () => {
    const { code, stdout, stderr } = await demo(["nothing"]);

    assertStringIncludes(stderr, "one of: registration");
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
