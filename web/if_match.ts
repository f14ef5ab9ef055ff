/** `If-Match` (RFC 9110, 13.1.1): a change for the version its caller has seen, or none. */

import type { AppContext } from "./app_env.ts";
import { HttpRefusal } from "./http_refusal.ts";

const TAG = String.raw`(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"`;
const list = new RegExp(String.raw`^[ \t]*${TAG}(?:[ \t]*,[ \t]*${TAG})*[ \t]*$`);

/** A version that no resource ever has. */
const NEVER = 0;

/**
 * Reads the version that `If-Match` expects, for the use case to compare; `undefined` when any will
 * do. Weak tags and tags that are none of ours match nothing. Of several tags the one that is
 * current counts, so only then `current` is asked.
 *
 * @throws {HttpRefusal} when the field is malformed: to ignore it would be to lose an update
 */
export async function expectedVersionOf(
  c: AppContext,
  current: () => Promise<{ readonly version: number }>,
): Promise<number | undefined> {
  const field = c.req.header("if-match")?.trim();
  if (field === undefined || field === "*") return undefined;
  if (!list.test(field)) throw malformed();
  const versions = (field.match(new RegExp(TAG, "g")) ?? []).flatMap(versionOf);
  const [first = NEVER] = versions;
  if (versions.length <= 1) return first;
  const { version } = await current();
  return versions.includes(version) ? version : first;
}

/** Writes a version as a strong entity tag. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

function versionOf(tag: string): readonly number[] {
  return /^"[1-9]\d{0,14}"$/.test(tag) ? [Number(tag.slice(1, -1))] : [];
}

function malformed(): HttpRefusal {
  return new HttpRefusal({
    status: 400,
    code: "http/malformed-if-match",
    title: "Malformed If-Match",
    detail: 'If-Match must be "*" or entity tags in double quotes, as ETag gave them',
  });
}
