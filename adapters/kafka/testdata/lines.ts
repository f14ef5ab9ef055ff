/** Lines to the brokers that a test can cut, or let fall silent. */

import type { Socket } from "node:net";
import type { BrokerSwitch } from "../../conformance/message_bus_place.ts";
import { type MakeLine, makeLine } from "../driver_lines.ts";

/** Lines to brokers, which forget nothing meanwhile. */
export interface Lines extends BrokerSwitch {
  readonly make: MakeLine;
  /** How many there are. */
  readonly count: () => number;
  /** Lets no answer through any more, until `start`. */
  readonly silence: () => void;
}

/** Begins with none. */
export function cuttableLines(): Lines {
  const open = new Set<Socket>();
  let state: "open" | "cut" | "silent" = "open";

  function cut(socket: Socket): void {
    socket.destroy(new Error("The line is cut"));
  }

  return {
    make: (to) => {
      const socket = makeLine(to);
      if (state === "cut") cut(socket);
      if (state === "silent") socket.pause();
      open.add(socket);
      socket.on("close", () => open.delete(socket));
      return socket;
    },
    count: () => open.size,
    stop: () => {
      state = "cut";
      open.forEach(cut);
      return Promise.resolve();
    },
    silence: () => {
      state = "silent";
      for (const socket of open) socket.pause();
    },
    start: () => {
      state = "open";
      for (const socket of open) socket.resume();
      return Promise.resolve();
    },
  };
}
