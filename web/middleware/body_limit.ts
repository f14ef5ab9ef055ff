/** Bodies have a size that a process can bear. */

import type { AppContext, AppMiddleware } from "../app_env.ts";
import { HttpRefusal } from "../http_refusal.ts";
import { brokenOff } from "../read_body.ts";

const MEBIBYTE = 1024 * 1024;

/** Refuses bodies over 1 MiB, whether they say their length or come in chunks. */
export const bodyLimit: AppMiddleware = async (c, next) => {
  const { raw } = c.req;
  const length = announcedLength(c);
  if (length !== undefined && length > MEBIBYTE) throw tooLarge();
  if (length === undefined && raw.body !== null) {
    const { url, method, headers } = raw;
    c.req.raw = new Request(url, { method, headers, body: await readWithin(raw.body) });
  }
  await next();
};

/** What the server holds a client to; a body in chunks has no such length. */
function announcedLength(c: AppContext): number | undefined {
  if (c.req.method === "GET" || c.req.method === "HEAD") return 0;
  const length = c.req.header("content-length");
  return length === undefined || c.req.header("transfer-encoding") ? undefined : Number(length);
}

async function readWithin(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(brokenOff);
    if (done) return new Blob(chunks);
    length += value.length;
    if (length > MEBIBYTE) {
      reader.cancel().catch(() => {});
      throw tooLarge();
    }
    chunks.push(value);
  }
}

function tooLarge(): HttpRefusal {
  return new HttpRefusal({
    status: 413,
    code: "http/body-too-large",
    title: "Body too large",
    detail: `A body may have ${MEBIBYTE} bytes`,
  });
}
