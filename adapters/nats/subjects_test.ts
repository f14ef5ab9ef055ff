import { assertEquals } from "@std/assert";
import { consumerName, filterOf, groupIn, subjectOf, typeIn } from "./subjects.ts";

const about = (type: string) => ({
  channel: "crm",
  event: { id: "1", source: "/crm", type, subject: "ada", extensions: {} },
});
const lane = { channel: "crm", partition: 11 };

Deno.test("subjectOf names channel, partition and type", () => {
  assertEquals(subjectOf("portico", 16, about("Sold")), "portico.crm.11.Sold");
  assertEquals(
    subjectOf("portico", 16, about("com.example.customer-imported")),
    "portico.crm.11.com.example.customer-imported",
  );
});

Deno.test("typeIn reads every type that subjectOf wrote, and no part of a subject is empty or wild", () => {
  const types = [
    "Sold",
    "a.b",
    ".",
    "..",
    ".a..b.",
    "*",
    ">",
    "a *",
    "50%",
    "%41",
    "ü\u{1f600}",
    "\ud800",
    "\ufeffx",
    "\r\n\0",
  ];
  for (const type of types) {
    const subject = subjectOf("portico", 16, about(type));
    assertEquals(typeIn("portico", lane, subject), type);
    assertEquals(subject.split(".").every((part) => /^[\w%-]+$/.test(part)), true, subject);
    assertEquals(filterOf("portico", lane, type), subject);
  }
});

Deno.test("typeIn reads what others wrote, whatever it is", () => {
  const types = ["%", "%4", "%zz", "%FF", "%uD8"].map((type) =>
    typeIn("p", lane, `p.crm.11.${type}`)
  );

  assertEquals(types, ["%", "%4", "%zz", "\ufffd", "%uD8"]);
});

Deno.test("groupIn finds the group of a consumer, and none in others", () => {
  assertEquals(groupIn(consumerName("send-mails", lane)), "send-mails");
  assertEquals(["mirror", "a_b", "a_b_2", "A_b_02"].map(groupIn), Array(4).fill(undefined));
});
