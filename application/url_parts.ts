/** Parts of the URLs that choose servers, as adapters read them. */

import type { Issue } from "../domain/kernel/errors.ts";

/** The parameters of a URL by name: what values each takes, and how to say so. */
export type KnownParameters = Readonly<
  Record<string, { readonly takes: RegExp; readonly says: string }>
>;

/** Reads the parameters behind the `?`, and adds to the issues what is wrong with them. */
export function readParameters(
  query: string,
  known: KnownParameters,
  issues: Issue[],
): Readonly<Record<string, string | undefined>> {
  const given = [...new URLSearchParams(query)];
  for (const [name, value] of given) {
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    const message = parameter?.says ??
      `is no parameter; there are ${Object.keys(known).join(", ")}`;
    if (!parameter?.takes.test(value)) issues.push({ path: name, message });
  }
  return Object.fromEntries(given);
}

/** Decodes user and password; when they cannot be, there is an issue and `undefined`. */
export function decodeLogin(
  login: readonly string[],
  issues: Issue[],
): readonly string[] | undefined {
  try {
    return login.map(decodeURIComponent);
  } catch {
    const message = 'must have user and password percent-encoded ("%" is "%25")';
    issues.push({ path: "", message });
    return undefined;
  }
}
