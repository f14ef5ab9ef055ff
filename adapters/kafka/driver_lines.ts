/** The lines of one part of the driver: when the part is done with, so are they. */

import { connect, isIP, Socket } from "node:net";
import { connect as connectSafely, type ConnectionOptions } from "node:tls";

/** Where a line goes, and who is told when it is there. */
export interface LineTo {
  readonly host: string;
  readonly port: number;
  /** Settings of TLS; none for a line that is not encrypted. */
  readonly ssl?: ConnectionOptions | null;
  readonly onConnect: () => void;
}

/** Makes a line. */
export type MakeLine = (to: LineTo) => Socket;

/** Makes a line over TCP, or TLS. */
export function makeLine({ host, port, ssl, onConnect }: LineTo): Socket {
  const socket = ssl
    ? connectSafely({ host, port, ...(isIP(host) ? {} : { servername: host }), ...ssl }, onConnect)
    : connect({ host, port }, onConnect);
  return socket.setKeepAlive(true, KEEP_ALIVE);
}

/** Lines that can be ended for good: the driver may hang, or connect again when it was left. */
export class DriverLines {
  readonly #make: MakeLine;
  readonly #open = new Set<Socket>();
  #isOver = false;

  constructor(make: MakeLine) {
    this.#make = make;
  }

  /** Makes a line, unless it is over. */
  readonly make = (to: LineTo): Socket => {
    if (this.#isOver) return new Socket().destroy(new Error("The client was disconnected"));
    const socket = this.#make(to);
    this.#open.add(socket);
    socket.on("close", () => this.#open.delete(socket));
    return socket;
  };

  /** Ends all lines, and makes no more. */
  end(): void {
    this.#isOver = true;
    for (const socket of this.#open) socket.destroy(new Error("The client was disconnected"));
  }
}

/** Milliseconds of silence after which the other end is asked whether it is there. */
const KEEP_ALIVE = 60_000;
