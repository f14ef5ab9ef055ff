/** A way to the server on which connections can be cut at a chosen moment. */

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A proxy in front of a server. */
export interface Proxy extends AsyncDisposable {
  /** The server's URL, by way of the proxy. */
  readonly url: string;
  /** Cuts the connection over which the server answers next; the answer is not passed on. */
  readonly cutNextAnswer: () => void;
  /** The same for the answer to what contains a text, however much is answered before. */
  readonly cutAnswerTo: (text: string) => void;
  /** Cuts the connection over which something is asked next; it does not reach the server. */
  readonly cutNextRequest: () => void;
  /** From the next cut on, whoever connects is sent away. */
  readonly stayDown: () => void;
  /** Passes nothing on any more, and leaves the connections open. */
  readonly fallSilent: () => void;
  /** Everything is as at the beginning; connections that were silent are cut. */
  readonly recover: () => void;
  /** How many connections were cut. */
  readonly cuts: () => number;
}

/** What happens to what is passed on. */
type Mode = "pass" | "cut answer" | "cut request" | "down" | "silent";

/** Starts a proxy on a free port. */
export async function startProxy(serverUrl: string): Promise<Proxy> {
  const target = new URL(serverUrl);
  const pairs = new Set<readonly Socket[]>();
  let mode: Mode = "pass";
  let awaited: string | undefined;
  let staysDown = false;
  let cuts = 0;

  function cut(pair: readonly Socket[]): void {
    pairs.delete(pair);
    for (const socket of pair) socket.destroy();
  }

  function pass(from: Socket, to: Socket, pair: readonly Socket[], cutsAt: Mode): void {
    from.on("data", (data) => {
      if (cutsAt === "cut request" && awaited !== undefined && data.includes(awaited)) {
        awaited = undefined;
        mode = "cut answer";
      }
      if (mode === cutsAt) {
        cuts++;
        mode = staysDown ? "down" : "pass";
        cut(pair);
      } else if (mode !== "silent") to.write(data);
    });
    from.on("error", () => cut(pair));
    from.on("close", () => cut(pair));
  }

  const listener = createServer((client) => {
    if (mode === "down") {
      client.destroy();
      return;
    }
    const server = connect(Number(target.port || 5432), target.hostname);
    const pair = [client, server];
    pairs.add(pair);
    pass(client, server, pair, "cut request");
    pass(server, client, pair, "cut answer");
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const url = new URL(serverUrl);
  url.hostname = "127.0.0.1";
  url.port = String((listener.address() as AddressInfo).port);

  return {
    url: url.href,
    cutNextAnswer: () => void (mode = "cut answer"),
    cutAnswerTo: (text) => void (awaited = text),
    cutNextRequest: () => void (mode = "cut request"),
    stayDown: () => void (staysDown = true),
    fallSilent: () => void (mode = "silent"),
    recover: () => {
      if (mode === "silent") [...pairs].forEach(cut);
      mode = "pass";
      awaited = undefined;
      staysDown = false;
    },
    cuts: () => cuts,
    [Symbol.asyncDispose]: async () => {
      [...pairs].forEach(cut);
      listener.close();
      await once(listener, "close");
    },
  };
}
