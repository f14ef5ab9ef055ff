/** Clusters by URL: `kafka://user:password@host:port,host:port?sasl=scram-sha-512&tls=true`. */

import { decodeLogin, type KnownParameters, readParameters } from "../../application/url_parts.ts";
import { InvalidInput, type Issue } from "../../domain/kernel/errors.ts";

/** How a client shows that it knows a password. */
export type KafkaMechanism = "plain" | "scram-sha-256" | "scram-sha-512";

/** Where a cluster is, and how to get in. */
export interface KafkaBrokers {
  /** `host:port` of some brokers, which name the others. */
  readonly brokers: readonly string[];
  /** Whether connections are encrypted, and brokers have to show who they are. */
  readonly tls?: boolean;
  readonly login?: {
    readonly mechanism: KafkaMechanism;
    readonly username: string;
    readonly password: string;
  };
  /** What the names of all topics and groups begin with; absent, the bus's own choice. */
  readonly name?: string;
}

/**
 * Parses the URL of a cluster. The port is 9092 unless told; parameters are `name`, `tls=true` and
 * `sasl`, the mechanism of a login with user and password: `plain` (the usual one), `scram-sha-256`
 * or `scram-sha-512`.
 *
 * @throws {InvalidInput} which never repeats the URL, for it may have a password
 */
export function parseKafkaUrl(text: string): KafkaBrokers {
  const [, login, hosts, query = ""] = form.exec(text) ?? [];
  const brokers = hosts?.split(",").map(brokerOf) ?? [];
  const known = brokers.filter((broker) => broker !== undefined);
  const issues: Issue[] = [];
  if (known.length === 0 || known.length < brokers.length) {
    issues.push({ path: "", message: "must be kafka://host:port,host:port" });
  }
  const { name, tls, sasl } = readParameters(query, parameters, issues);
  const [username, password] = readLogin(login, issues);
  if (issues.length > 0) throw new InvalidInput("the URL of the cluster", issues);
  return {
    brokers: known,
    ...(tls === undefined ? {} : { tls: true }),
    ...(username === undefined || password === undefined
      ? {}
      : { login: { mechanism: mechanismOf(sasl), username, password } }),
    ...(name === undefined ? {} : { name }),
  };
}

const form = /^kafka:\/\/(?:([^@/?#]*)@)?([^@/?#]+)\/?(?:\?([^#]*))?$/i;

function brokerOf(host: string): string | undefined {
  const url = /^[^\s:]+(:\d+)?$|^\[[0-9a-f:.]+\](:\d+)?$/i.test(host)
    ? URL.parse(`kafka://${host}`)
    : null;
  return url === null ? undefined : `${url.hostname}:${url.port || "9092"}`;
}

function readLogin(
  login: string | undefined,
  issues: Issue[],
): readonly [username?: string, password?: string] {
  if (login === undefined) return [];
  const parts = login.split(":");
  if (parts.length !== 2 || parts.includes("")) {
    issues.push({ path: "", message: "must have a user and a password, or neither" });
  }
  const [username, password] = decodeLogin(parts, issues) ?? [];
  return username === undefined || password === undefined ? [] : [username, password];
}

const parameters: KnownParameters = {
  name: {
    takes: /^[a-zA-Z0-9._-]{1,100}$/,
    says: 'must be 1 to 100 of a-z, A-Z, 0-9, ".", _ and -',
  },
  tls: { takes: /^true$/, says: 'can only be "true"' },
  sasl: {
    takes: /^(plain|scram-sha-256|scram-sha-512)$/,
    says: "must be plain, scram-sha-256 or scram-sha-512",
  },
};

function mechanismOf(sasl: string | undefined): KafkaMechanism {
  return sasl === "scram-sha-256" || sasl === "scram-sha-512" ? sasl : "plain";
}
