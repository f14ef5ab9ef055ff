import { assertEquals, assertFalse, assertThrows } from "@std/assert";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { parseKafkaUrl } from "./brokers_url.ts";

Deno.test("parseKafkaUrl reads all brokers, with Kafka's usual port", () => {
  const brokersOf = (url: string) => parseKafkaUrl(url).brokers;

  assertEquals(brokersOf("kafka://localhost"), ["localhost:9092"]);
  assertEquals(brokersOf("kafka://a.example.org:1,b.example.org:2,c/"), [
    "a.example.org:1",
    "b.example.org:2",
    "c:9092",
  ]);
  assertEquals(brokersOf("KAFKA://[::1]:9093,10.0.0.1"), ["[::1]:9093", "10.0.0.1:9092"]);
});

Deno.test("parseKafkaUrl reads login, encryption and name", () => {
  assertEquals(parseKafkaUrl("kafka://ada%40x.org:p%40ss%2Fw%25rd@h:1?tls=true&name=my.shop"), {
    brokers: ["h:1"],
    tls: true,
    login: { mechanism: "plain", username: "ada@x.org", password: "p@ss/w%rd" },
    name: "my.shop",
  });
  assertEquals(parseKafkaUrl("kafka://u:p@h?sasl=scram-sha-512").login, {
    mechanism: "scram-sha-512",
    username: "u",
    password: "p",
  });
});

Deno.test("parseKafkaUrl says everything that is wrong", () => {
  const { issues } = assertThrows(
    () => parseKafkaUrl("kafka://user@h:x?topic=a&tls=no&sasl=gssapi&name="),
    InvalidInput,
  );

  assertEquals(issues.map(({ path }) => path), ["", "topic", "tls", "sasl", "name", ""]);
});

Deno.test("parseKafkaUrl refuses what is no cluster, and never repeats a password", () => {
  const urls = [
    "",
    "h:9092",
    "kafka:",
    "kafka://",
    "kafka://,",
    "kafka://h,,i",
    "kafka://h:99999",
    "kafka://h/path",
    "kafka://u:secret@",
    "kafka://u:secret:x@h",
    "kafka://:secret@h",
    "kafka://u:sec%ret@h",
    "http://u:secret@h",
    "kafka://h?__proto__=secret",
  ];

  for (const url of urls) {
    const { message } = assertThrows(() => parseKafkaUrl(url), InvalidInput);
    assertFalse(/secret|sec%ret/.test(message), message);
  }
});
