/** Mail servers by URL: `smtp://user:password@host:port?from=...`. */

import { decodeLogin, type KnownParameters, readParameters } from "../../application/url_parts.ts";
import { InvalidInput, type Issue } from "../../domain/kernel/errors.ts";

/** How to reach a mail server. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** Whether the connection is encrypted from its first byte. */
  readonly secure: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
  /** Whether the connection must be encrypted before anything is said; where it can be, it is. */
  readonly requireTLS: boolean;
  /** Whether the server must prove who it is; on this machine it need not. */
  readonly verify: boolean;
  readonly from?: string;
  /** Milliseconds. */
  readonly timeout?: number;
}

/**
 * Parses the URL of a mail server. User, password and parameters are percent-decoded; "+" is itself.
 *
 * - `smtp://host` is port 587, encrypted by STARTTLS when the server offers it; `smtps://host` is
 *   port 465, encrypted from the first byte.
 * - A password goes to another machine over an encrypted connection only, unless `tls=optional`.
 * - `from` is the sender, `timeout` the milliseconds after which a silent server is given up.
 *
 * @throws {InvalidInput} with everything that is wrong; it never repeats the URL, which has a password
 */
export function parseServerUrl(text: string): SmtpServer {
  const issues: Issue[] = [];
  const url = URL.parse(text);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === "") {
    issues.push({ path: "", message: "must be smtp://host or smtps://host" });
  }
  const read = url === null ? undefined : readUrl(url, issues);
  if (read === undefined || issues.length > 0) {
    throw new InvalidInput("the URL of the mail server", issues);
  }
  return read;
}

function readUrl(url: URL, issues: Issue[]): SmtpServer {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const secure = url.protocol === "smtps:";
  const local = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host);
  const auth = readAuth(url, issues);
  const { from, timeout, tls } = readParameters(
    url.search.replaceAll("+", "%2B"),
    parameters,
    issues,
  );
  return {
    host,
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && !local && auth !== undefined && tls !== "optional",
    verify: !local,
    ...(auth === undefined ? {} : { auth }),
    ...(from === undefined ? {} : { from }),
    ...(timeout === undefined ? {} : { timeout: Number(timeout) }),
  };
}

function readAuth(url: URL, issues: Issue[]): SmtpServer["auth"] {
  if (url.username === "" && url.password === "") return undefined;
  if (url.username === "" || url.password === "") {
    issues.push({ path: "", message: "must have a user and a password, or neither" });
  }
  const [user, pass] = decodeLogin([url.username, url.password], issues) ?? [];
  return user === undefined || pass === undefined ? undefined : { user, pass };
}

const parameters: KnownParameters = {
  from: { takes: /./, says: "must not be empty" },
  timeout: { takes: /^[1-9]\d{0,6}$/, says: "must be a whole number of milliseconds" },
  tls: { takes: /^optional$/, says: 'can only be "optional"' },
};
