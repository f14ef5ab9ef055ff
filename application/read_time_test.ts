import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../domain/kernel/errors.ts";
import { readTime } from "./read_time.ts";

test("a time is read in any exactness and offset, and given in UTC with milliseconds", () => {
  for (
    const [text, time] of [
      ["2026-01-01T12:00:00.123Z", "2026-01-01T12:00:00.123Z"],
      ["2026-01-01T12:00:00Z", "2026-01-01T12:00:00.000Z"],
      ["2026-01-01T12:00Z", "2026-01-01T12:00:00.000Z"],
      ["2026-01-01T12:00:00.5Z", "2026-01-01T12:00:00.500Z"],
      ["2026-01-01T12:00:00.123999Z", "2026-01-01T12:00:00.123Z"],
      ["2026-01-01T00:30:00+02:00", "2025-12-31T22:30:00.000Z"],
      ["2024-02-29T23:59:59-11:30", "2024-03-01T11:29:59.000Z"],
    ] as const
  ) {
    assertEquals(readTime("at", text), time, text);
  }
});

test("what is no time is refused", () => {
  for (
    const text of [
      "",
      "yesterday",
      "2026",
      "2026-01-01",
      "12:00Z",
      "2026-01-01T12:00:00",
      "2026-01-01 12:00:00Z",
      "2026-02-30T00:00:00Z",
      "2025-02-29T00:00:00Z",
      "2026-13-01T00:00:00Z",
      "2026-01-01T24:00:00Z",
      "2026-01-01T12:60:00Z",
      "2026-01-01T12:00:60Z",
      "2026-01-01T12:00:00+15:00",
      "1767225600000",
      "+010000-01-01T00:00:00Z",
    ]
  ) {
    assertThrows(() => readTime("at", text), InvalidInput, "at must be a time", text);
  }
});
