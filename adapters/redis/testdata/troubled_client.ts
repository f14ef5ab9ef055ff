/** A client whose connections can get into trouble at a chosen moment. */

import { openRedis, type RedisClient, type RedisConnection } from "../mod.ts";

/** A client, and its troubles. */
export interface TroubledClient extends Disposable {
  readonly client: RedisClient;
  /** The next command that contains a text is done, and its answer is lost. */
  readonly loseAnswerTo: (text: string) => void;
  /** Nothing is sent any more, and nothing is answered, as if the process stood still. */
  readonly freeze: () => void;
  /** What was to be sent is sent. */
  readonly thaw: () => void;
  /** The commands that were sent. */
  readonly sent: readonly string[];
}

/** Opens a client that has no trouble yet. */
export async function troubledClient(url: string): Promise<TroubledClient> {
  const opened = await openRedis(url);
  const sent: string[] = [];
  let lost: string | undefined;
  let frozen: PromiseWithResolvers<void> | undefined;

  function trouble(connection: RedisConnection): RedisConnection {
    return {
      get status() {
        return connection.status;
      },
      on: (event, listener) => connection.on(event, listener),
      disconnect: (reconnect) => connection.disconnect(reconnect),
      callBuffer: async (command, ...args) => {
        await frozen?.promise;
        sent.push([command, ...args].join(" "));
        const answer = await connection.callBuffer(command, ...args);
        await frozen?.promise;
        const text = lost;
        if (text === undefined || !args.some((arg) => String(arg).includes(text))) return answer;
        lost = undefined;
        throw new Error("The connection is lost");
      },
    };
  }

  return {
    client: { duplicate: (settings) => trouble(opened.client.duplicate(settings)) },
    loseAnswerTo: (text) => void (lost = text),
    freeze: () => void (frozen = Promise.withResolvers()),
    thaw: () => {
      frozen?.resolve();
      frozen = undefined;
    },
    sent,
    [Symbol.dispose]: () => opened[Symbol.dispose](),
  };
}
