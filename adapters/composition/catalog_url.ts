/** Other catalogues by URL: `http://operator:TOKEN@host:port`. */

import { InvalidInput } from "../../domain/kernel/errors.ts";

/** Where another Portico is, and what opens it. */
export interface CatalogServer {
  /** Without user, password and a slash at its end; may be shown. */
  readonly url: string;
  /** The operators' token there. */
  readonly token: string;
}

/**
 * Parses the URL of another Portico. Its password is the operators' token there; the user's name is
 * nobody's concern.
 *
 * @throws {InvalidInput} which never repeats the URL, for it has a password
 */
export function parseCatalogUrl(text: string): CatalogServer {
  const url = URL.parse(text);
  if (url === null || url.search !== "" || url.hash !== "") {
    throw refused("must be http://operator:TOKEN@host:port");
  }
  if (!/^[\w.~+/=-]+$/.test(tokenIn(url))) {
    throw refused("must have the other's ADMIN_TOKEN as its password");
  }
  return { url: `${url.origin}${url.pathname.replace(/\/+$/, "")}`, token: tokenIn(url) };
}

function tokenIn({ password }: URL): string {
  try {
    return decodeURIComponent(password);
  } catch {
    return "";
  }
}

function refused(message: string): InvalidInput {
  return new InvalidInput("the URL of the catalogue", [{ path: "", message }]);
}
