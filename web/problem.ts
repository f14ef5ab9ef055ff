/** Problem details (RFC 9457): the one place that knows which error has which status. */

import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import {
  type DomainError,
  type ErrorKind,
  isDomainError,
  type Issue,
} from "../domain/kernel/errors.ts";
import { HttpRefusal } from "./http_refusal.ts";

/** A refusal as clients get it, `application/problem+json`. */
export interface Problem {
  /** `urn:portico:CODE`. */
  readonly type: string;
  /** The same for every problem of its type. */
  readonly title: string;
  readonly status: ContentfulStatusCode;
  /** What is wrong this time, for people. */
  readonly detail: string;
  /** Names this one answer; what was logged about it carries the same id. */
  readonly instance: string;
  /** What clients tell problems apart by. */
  readonly code: string;
  /** Each part of an invalid input. */
  readonly errors?: readonly Issue[];
}

/** A problem, and the headers that go with it. */
export interface ProblemAnswer {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: ContentfulStatusCode;
  readonly title: string;
}

/** A new kind of error does not compile until it has an answer. */
const answers: Readonly<Record<ErrorKind, Answer>> = {
  "invalid": { status: 422, title: "Invalid input" },
  "not-found": { status: 404, title: "Not found" },
  "conflict": { status: 409, title: "Conflict" },
  "stale": { status: 412, title: "Changed meanwhile" },
  "declined": { status: 402, title: "Payment failed" },
  "refused": { status: 409, title: "Refused" },
  "unavailable": { status: 503, title: "Temporarily unavailable" },
};

/** Says of anything thrown what a client may know. */
export function problemOf(error: unknown, id: string): ProblemAnswer {
  if (error instanceof HttpRefusal) {
    const { headers } = error;
    return { problem: problem(error, error.code, error.message, id), headers };
  }
  if (isDomainError(error)) return domainProblem(error, id);
  if (error instanceof HTTPException && error.status < 500) {
    const answer = { status: error.status, title: "Request refused" };
    return { problem: problem(answer, "http/refused", answer.title, id), headers: {} };
  }
  const answer = { status: 500, title: "Internal error" } as const;
  return { problem: problem(answer, "internal", `It is logged as ${id}`, id), headers: {} };
}

function domainProblem(error: DomainError, id: string): ProblemAnswer {
  const answer = answers[error.kind];
  const issues = issuesOf(error);
  return {
    problem: {
      ...problem(answer, error.code, detailOf(error, id), id),
      ...(issues.length === 0 ? {} : { errors: issues }),
    },
    headers: error.code === "store/version-conflict" ? { "Retry-After": "0" } : {},
  };
}

/** What is unavailable is outside, and may have been described by a driver. */
function detailOf({ code, kind, message }: DomainError, id: string): string {
  if (kind === "unavailable") return `Something did not answer; it is logged as ${id}`;
  return code === "command-id-reused" ? "The key was used before, for another request" : message;
}

function issuesOf(error: DomainError): readonly Issue[] {
  if (!("issues" in error) || !Array.isArray(error.issues)) return [];
  return error.issues.filter(isIssue).map(({ path, message }) => ({ path, message }));
}

function isIssue(value: unknown): value is Issue {
  return typeof value === "object" && value !== null &&
    "path" in value && typeof value.path === "string" &&
    "message" in value && typeof value.message === "string";
}

function problem({ status, title }: Answer, code: string, detail: string, id: string): Problem {
  const instance = `urn:portico:problem:${id}`;
  return { type: `urn:portico:${code}`, title, status, detail, instance, code };
}
