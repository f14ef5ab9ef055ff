import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Json } from "../../domain/kernel/json.ts";
import { EventFromTheFuture, InvalidEvent } from "../events/codec.ts";
import type { Recorded } from "../store/store.ts";
import { userCodec } from "./user_codec.ts";
import { parseUser } from "./user_document.ts";

const registered = { userId: "1", name: "Ada", email: "ada@x.org" };

test("userCodec reads what it wrote", () => {
  const { data } = userCodec.decode(recorded("UserRegistered", registered));

  assertEquals<unknown>(data, registered);
  assertEquals(userCodec.types, ["UserRegistered", "UserChanged", "UserDeactivated"]);
});

test("userCodec refuses data of another shape, and shapes to come", () => {
  const { name: _, ...nameless } = registered;

  assertThrows(() => userCodec.decode(recorded("UserRegistered", nameless)), InvalidEvent);
  assertThrows(() => userCodec.decode(recorded("UserChanged", { name: "A" })), InvalidEvent);
  assertThrows(() => userCodec.decode(recorded("UserDeactivated", {})), InvalidEvent);
  assertThrows(
    () => userCodec.decode(recorded("UserRegistered", registered, 2)),
    EventFromTheFuture,
  );
});

test("parseUser refuses a status that needs more than is there", () => {
  const user = { id: "1", name: "Ada", email: "ada@x.org", registeredAt: "" };

  assertEquals<unknown>(parseUser({ ...user, status: "active", more: 1 }), {
    ...user,
    status: "active",
  });
  assertThrows(() => parseUser({ ...user, status: "deactivated" }));
  assertThrows(() => parseUser({ ...user, status: "banned" }));
});

function recorded(type: string, data: Json, schemaVersion = 1): Recorded {
  return {
    type,
    data,
    id: "e",
    stream: "user/1",
    version: 1,
    position: 1,
    recordedAt: "2026-01-01T00:00:00.000Z",
    metadata: { schemaVersion },
  };
}
