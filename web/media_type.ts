/** What bodies may be written in. */

import type { AppContext } from "./app_env.ts";
import { HttpRefusal } from "./http_refusal.ts";

/**
 * Requires a body of a media type, in UTF-8 and not compressed.
 *
 * @throws {HttpRefusal} with status 415
 */
export function requireMediaType(c: AppContext, type: RegExp, name: string): void {
  const [given = "", ...parameters] = (c.req.header("content-type") ?? "").toLowerCase().split(";")
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  const coding = c.req.header("content-encoding") ?? "identity";
  if (type.test(given) && isUtf8 && coding === "identity") return;
  throw new HttpRefusal({
    status: 415,
    code: "http/unsupported-media-type",
    title: "Unsupported media type",
    detail: `The body must be ${name} in UTF-8, not compressed`,
  });
}
