import { assert, assertEquals, assertFalse } from "@std/assert";
import { test } from "@std/testing/bdd";
import { HTTPException } from "hono/http-exception";
import { EmailTaken, UserNotFound } from "../domain/users/errors.ts";
import { parseEmailAddress } from "../domain/users/email_address.ts";
import { ConfirmationRefused } from "../domain/orders/errors.ts";
import { DomainError, InvalidInput } from "../domain/kernel/errors.ts";
import { StaleVersion } from "../domain/kernel/stale_version.ts";
import { MailRefused } from "../application/mail/send_email.ts";
import { StoreUnavailable, VersionConflict } from "../application/store/errors.ts";
import { problemOf } from "./problem.ts";

test("problemOf gives each kind of error its status", () => {
  const address = parseEmailAddress("ada@x.org");
  const errors = [
    new InvalidInput("the body", []),
    new UserNotFound("7"),
    new EmailTaken(address, "registration"),
    new StaleVersion("user", 1, 2),
    new MailRefused("ada@x.org", "no"),
    new ConfirmationRefused("7", { attempt: 1, status: "out-of-stock", reason: "none" }),
    new ConfirmationRefused("7", { attempt: 1, status: "declined", reason: "no" }),
    new StoreUnavailable("slow"),
  ];

  const statuses = errors.map((error) => problemOf(error, "1").problem.status);

  assertEquals(statuses, [422, 404, 409, 412, 409, 409, 402, 503]);
});

test("problemOf names type, code and occurrence", () => {
  const { problem } = problemOf(new UserNotFound("7"), "occurrence-1");

  assertEquals(problem, {
    type: "urn:portico:users/not-found",
    title: "Not found",
    status: 404,
    detail: 'Cannot find the user "7"',
    instance: "urn:portico:problem:occurrence-1",
    code: "users/not-found",
  });
});

test("problemOf says each part of an invalid input", () => {
  const issues = [{ path: "name", message: "is required" }];

  assertEquals(problemOf(new InvalidInput("the body", issues), "1").problem.errors, issues);
});

test("problemOf knows errors of another copy of the package by their code", () => {
  class Elsewhere extends Error {
    readonly code = "lamps/broken";
    readonly kind = "refused";
  }

  const { problem } = problemOf(new Elsewhere("Cannot switch on the lamp"), "1");

  assertEquals([problem.status, problem.code], [409, "lamps/broken"]);
});

test("problemOf lets a conflict that persists be tried again at once", () => {
  const conflict = problemOf(new VersionConflict({ stream: "a" }, 1, 2), "1");

  assertEquals([conflict.problem.status, conflict.headers["Retry-After"]], [409, "0"]);
});

test("problemOf tells nothing of an unknown error but the id of its log line", () => {
  for (const error of [new TypeError("secret"), new HTTPException(502, { message: "secret" }), 7]) {
    const { problem } = problemOf(error, "occurrence-1");

    assertEquals([problem.status, problem.code], [500, "internal"]);
    assert(problem.detail.includes("occurrence-1"));
    assertFalse(JSON.stringify(problem).includes("secret"));
  }
});

test("problemOf tells nothing of what is unavailable, which a driver may have described", () => {
  class Down extends DomainError {
    override readonly code = "store/unavailable";
    override readonly kind = "unavailable";
  }

  const { problem } = problemOf(new Down("connect postgres://user:secret@db"), "1");

  assertEquals(problem.status, 503);
  assertFalse(JSON.stringify(problem).includes("secret"));
});

test("problemOf keeps the status of a refusal by Hono, and not its words", () => {
  const { problem } = problemOf(new HTTPException(403, { message: "secret" }), "1");

  assertEquals([problem.status, problem.code], [403, "http/refused"]);
  assertFalse(JSON.stringify(problem).includes("secret"));
});
