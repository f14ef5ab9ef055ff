import { assertEquals, assertFalse, assertMatch } from "@std/assert";

const program = new URL("testdata/write_lines.ts", import.meta.url).href;

Deno.test("stderrSink writes one JSON document a line", async () => {
  const { stdout, lines } = await output("json");

  const [first, second, ...rest] = lines.map((line) => JSON.parse(line));

  assertEquals(first, {
    "@timestamp": "1970-01-01T00:00:00.000Z",
    level: "INFO",
    message: "50 %c {done} \x1b[2J\nand more",
    logger: "portico",
    data: { text: "a\nb\x1b[2J", count: 1 },
  });
  assertEquals(second.data.error.message, "no\x1b[2J");
  assertEquals([rest, stdout], [[], ""]);
});

Deno.test("stderrSink writes text that moves no cursor and looks like no other line", async () => {
  const { stdout, lines } = await output("text");

  const [first, second = "", ...stack] = lines;

  assertEquals(
    first,
    String.raw`00:00:00.000 INF 50 %c {done} \x1b[2J\nand more text="a\nb\u001b[2J" count=1`,
  );
  assertMatch(second, /^00:00:00\.000 ERR failed error="Error: no\\u001b\[2J"$/);
  assertMatch(stack.join("\n"), /^Error: no.*\n +at .*write_lines\.ts/);
  assertFalse(lines.join("").includes("\x1b"));
  assertEquals(stdout, "");
});

async function output(format: string) {
  const command = new Deno.Command(Deno.execPath(), { args: ["run", "-A", program, format] });
  const { stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return {
    stdout: decoder.decode(stdout),
    lines: decoder.decode(stderr).split("\n").slice(0, -1),
  };
}
