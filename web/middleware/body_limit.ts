/** Bodies have a size that a process can bear. */

import type { AppContext, AppMiddleware } from "../app_env.ts";
import { HttpRefusal } from "../http_refusal.ts";
import { brokenOff } from "../read_body.ts";

const MEBIBYTE = 1024 * 1024;

/** A client that still sends may not hear an answer, so this much more is let pass before it. */
const OVERRUN = 16 * MEBIBYTE;

/** Refuses bodies over 1 MiB, whether they say their length or come in chunks. */
export const bodyLimit: AppMiddleware = async (c, next) => {
  const { raw } = c.req;
  const length = announcedLength(c);
  if (length > MEBIBYTE && raw.body !== null) {
    const { url, method, headers } = raw;
    c.req.raw = new Request(url, { method, headers, body: await readWithin(raw.body) });
    if (length < Infinity) throw tooLarge();
  }
  await next();
};

/** What the server holds a client to; a body in chunks may have any length. */
function announcedLength(c: AppContext): number {
  if (c.req.method === "GET" || c.req.method === "HEAD") return 0;
  const length = c.req.header("content-length") ?? "";
  const isKnown = /^\d+$/.test(length) && c.req.header("transfer-encoding") === undefined;
  return isKnown ? Number(length) : Infinity;
}

async function readWithin(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(brokenOff);
    if (done) break;
    length += value.length;
    if (length <= MEBIBYTE) chunks.push(value);
    if (length > OVERRUN) {
      reader.cancel().catch(() => {});
      break;
    }
  }
  if (length > MEBIBYTE) throw tooLarge();
  return new Blob(chunks);
}

function tooLarge(): HttpRefusal {
  return new HttpRefusal({
    status: 413,
    code: "http/body-too-large",
    title: "Body too large",
    detail: `A body may have ${MEBIBYTE} bytes`,
  });
}
