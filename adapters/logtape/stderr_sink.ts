/** A sink that writes lines to standard error. */

import {
  getConsoleSink,
  getJsonLinesFormatter,
  getTextFormatter,
  type LogRecord,
  sanitizeControlSequences,
} from "@logtape/logtape";
import type { LogtapeSink } from "./log.ts";

/** JSON lines for machines, or text for people. */
export type LogFormat = "json" | "text";

/** Makes a sink that writes each line to standard error at once; standard output stays free. */
export function stderrSink(format: LogFormat): LogtapeSink {
  const formatter = format === "json" ? jsonLine() : textLine();
  const levelMap = {
    trace: "error",
    debug: "error",
    info: "error",
    warning: "error",
    error: "error",
    fatal: "error",
  } as const;
  return getConsoleSink({ formatter, levelMap });
}

function jsonLine(): (record: LogRecord) => string {
  return getJsonLinesFormatter({ properties: "nest:data" });
}

/** `12:00:00.000 WRN an event failed attempt=1 stream="user/17"`, with the stack of an error below. */
function textLine(): (record: LogRecord) => string {
  return getTextFormatter({
    timestamp: "time",
    sanitize: { newlines: "escape" },
    format: ({ timestamp, level, message, record: { properties } }) => {
      const line = [timestamp, level, message, ...pairs(properties)].join(" ");
      // Whatever was logged moves no cursor and looks like no other line.
      return sanitizeControlSequences(line + stacks(properties), { sgr: "escape" });
    },
  });
}

function pairs(data: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(data)
    .filter(([_, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${JSON.stringify(brief(value))}`);
}

function brief(value: unknown): unknown {
  return hasStack(value) ? `${value.name}: ${value.message}` : value;
}

function stacks(data: Readonly<Record<string, unknown>>): string {
  return Object.values(data).filter(hasStack).map(({ stack }) => `\n${stack}`).join("");
}

interface PlainError {
  readonly name: unknown;
  readonly message: unknown;
  readonly stack: unknown;
}

function hasStack(value: unknown): value is PlainError {
  return typeof value === "object" && value !== null && "stack" in value && "message" in value;
}
