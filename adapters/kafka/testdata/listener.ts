/** A server that keeps what it is sent, and can answer what versions of Kafka's protocol it knows. */

import { Buffer } from "node:buffer";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** A server on a free port of this machine. */
export interface Listener extends AsyncDisposable {
  readonly broker: string;
  /** All that was sent, as text in Latin-1. */
  readonly heard: () => string;
}

/** Starts a server that answers the first request with the versions of all requests, or nothing. */
export async function startListener({ answers }: { readonly answers: boolean }): Promise<Listener> {
  let heard = "";
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (request) => {
      if (answers) socket.write(versionsFor(request));
    });
    socket.on("data", (request) => {
      heard += request.toString("latin1");
      // What comes second is all there is to hear.
      if (heard.includes("SCRAM") || !answers) socket.destroy();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    broker: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: () => heard,
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, "close");
    },
  };
}

/** Says that the first versions of the first 40 requests are known. */
function versionsFor(request: Buffer): Buffer {
  const versions = Array.from({ length: 40 }, (_, key) => [0, key, 0, 0, 0, 1]).flat();
  const body = Buffer.from([...request.subarray(8, 12), 0, 0, 0, 0, 0, 40, ...versions]);
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
}
