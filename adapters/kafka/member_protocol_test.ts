import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import kafkajs from "kafkajs";
import { decodeMembership, encodeAssignment, encodeMembership } from "./member_protocol.ts";

const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol;

Deno.test("encodeMembership writes what decodeMembership and the driver read", () => {
  const told = { topics: ["portico.users", "portico.orders"], held: { "portico.users": [3, 12] } };

  const encoded = encodeMembership(told);

  assertEquals(decodeMembership(encoded), told);
  const { topics, userData } = MemberMetadata.decode(encoded) ?? {};
  assertEquals(topics, told.topics);
  assertEquals(JSON.parse(String(userData)), told.held);
});

Deno.test("decodeMembership takes a member of other software to hold nothing", () => {
  for (const userData of [Buffer.alloc(0), Buffer.from("sticky\u0001")]) {
    const encoded = MemberMetadata.encode({ version: 1, topics: ["a"], userData });

    assertEquals(decodeMembership(encoded), { topics: ["a"], held: {} });
  }
});

Deno.test("encodeAssignment writes what the driver reads", () => {
  const assignment = { "portico.users": [0, 7], "portico.orders": [] };

  assertEquals(MemberAssignment.decode(encodeAssignment(assignment))?.assignment, assignment);
});
