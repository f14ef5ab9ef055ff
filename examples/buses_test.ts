import { assertEquals } from "@std/assert";
import { withBrokers } from "../adapters/composition/testdata/bus_places.ts";

const example = new URL("05_swap_the_bus.ts", import.meta.url).href;
const expected = await Deno.readTextFile(new URL("05_swap_the_bus.txt", import.meta.url));

await withBrokers("the examples", (broker, open) => {
  Deno.test(`the same example on ${broker}, by one URL`, async () => {
    await using bus = await open();

    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "-q", example],
      env: { BUS_URL: bus.url },
      signal: AbortSignal.timeout(60_000),
    }).output();

    const decoder = new TextDecoder();
    if (!success) throw new Error(decoder.decode(stderr));
    assertEquals(decoder.decode(stdout), expected);
  });
});
