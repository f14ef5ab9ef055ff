import { assertEquals } from "@std/assert";
import { murmur2, partitionOf } from "./partitioner.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

Deno.test("murmur2 gives what Kafka's Java client gives", () => {
  const known: Readonly<Record<string, number>> = {
    "21": -973932308,
    "foobar": -790332482,
    "a-little-bit-long-string": -985981536,
    "a-little-bit-longer-string": -1486304829,
    "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8": -58897971,
    "abc": 479470107,
  };

  for (const [text, hash] of Object.entries(known)) assertEquals(murmur2(bytesOf(text)), hash);
});

Deno.test("partitionOf takes a key as text or bytes, and always one of the partitions", () => {
  const partitionMetadata = Array(16).fill({});
  const partitions = ["", "a", "user/1", "Ünï 松本 👩‍🚀"].map((key) => [
    partitionOf({ message: { key }, partitionMetadata }),
    partitionOf({ message: { key: bytesOf(key) }, partitionMetadata }),
  ]);

  for (const [ofText = -1, ofBytes] of partitions) {
    assertEquals(ofText, ofBytes);
    assertEquals(ofText >= 0 && ofText < 16, true);
  }
});
