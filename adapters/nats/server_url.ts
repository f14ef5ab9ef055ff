/** NATS servers by URL: `nats://user:password@host:port,host:port?name=...`. */

import { decodeLogin, type KnownParameters, readParameters } from "../../application/url_parts.ts";
import { InvalidInput, type Issue } from "../../domain/kernel/errors.ts";
import type { NatsMessageBusOptions } from "./message_bus.ts";

/** How to reach a server or a cluster, and which bus on it. */
export interface NatsServer {
  /** `host:port` of one or several of a cluster, which may be shown. */
  readonly servers: readonly string[];
  /** Whether the connection has to be encrypted. */
  readonly secure: boolean;
  readonly auth?: NatsAuth;
  readonly bus: Pick<NatsMessageBusOptions, "name" | "partitions" | "replicas">;
}

/** Who connects. */
export type NatsAuth = { readonly user: string; readonly pass: string } | {
  readonly token: string;
};

/**
 * Parses the URL of a server, or of several of a cluster parted by commas; a port is 4222 unless
 * told. User and password, or a token alone, are percent-decoded. `tls://` is encrypted, or fails.
 *
 * `name`, `partitions` and `replicas` are those of the bus.
 *
 * @throws {InvalidInput} with everything that is wrong; it never repeats the URL, which may have a password
 */
export function parseNatsUrl(text: string): NatsServer {
  const issues: Issue[] = [];
  const [, scheme, login, hosts = "", query = ""] = shape.exec(text) ?? [];
  const servers = hosts.split(",").map(withPort);
  if (scheme === undefined || servers.includes(undefined)) {
    issues.push({ path: "", message: "must be nats://host:port or tls://host:port" });
  }
  const auth = login === undefined ? undefined : readAuth(login, issues);
  const bus = readBus(query, issues);
  if (issues.length > 0) throw new InvalidInput("the URL of the NATS server", issues);
  return {
    servers: servers.filter((server) => server !== undefined),
    secure: scheme === "tls",
    ...(auth === undefined ? {} : { auth }),
    bus,
  };
}

const shape = /^(nats|tls):\/\/(?:([^@/?#]*)@)?([^@/?#]+)\/?(?:\?([^#]*))?$/;

function withPort(host: string): string | undefined {
  const url = URL.parse(`http://${host}`);
  if (url === null || url.pathname !== "/") return undefined;
  // A URL leaves out the port that is usual for its scheme.
  const port = /:80$/.test(host) ? "80" : url.port || "4222";
  return `${url.hostname}:${port}`;
}

function readAuth(login: string, issues: Issue[]): NatsAuth | undefined {
  const decoded = decodeLogin(login.split(/:(.*)/s), issues);
  if (decoded === undefined) return undefined;
  const [user = "", pass] = decoded;
  if (user !== "" && pass !== "") return pass === undefined ? { token: user } : { user, pass };
  issues.push({ path: "", message: "must have a user and a password, a token, or nothing" });
  return undefined;
}

const parameters: KnownParameters = {
  name: { takes: /^[\w-]{1,64}$/, says: "must be 1 to 64 letters, digits, _ and -" },
  partitions: { takes: /^([1-9]\d?|100)$/, says: "must be a whole number from 1 to 100" },
  replicas: { takes: /^[1-5]$/, says: "must be a whole number from 1 to 5" },
};

function readBus(query: string, issues: Issue[]): NatsServer["bus"] {
  const { name, partitions, replicas } = readParameters(query, parameters, issues);
  return {
    ...(name === undefined ? {} : { name }),
    ...(partitions === undefined ? {} : { partitions: Number(partitions) }),
    ...(replicas === undefined ? {} : { replicas: Number(replicas) }),
  };
}
