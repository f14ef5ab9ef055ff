/** A broker of a kit's own, which is killed and started again; what it has acknowledged is kept. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Starts a program on a free port, with a folder for its data. */
export async function startServer(program, argsOf, untilReady) {
  const folder = await mkdtemp(join(tmpdir(), `portico-kit-${program}-`));
  const port = await freePort();
  let server;

  async function start() {
    if (server) return;
    server = spawn(program, argsOf(`${port}`, folder), { stdio: "ignore" });
    await untilReady(port);
  }

  async function stop() {
    const stopped = server;
    server = undefined;
    if (!stopped) return;
    stopped.kill("SIGKILL");
    await once(stopped, "exit");
  }

  await start();
  return {
    ...{ port, start, stop },
    [Symbol.asyncDispose]: async () => {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}

async function freePort() {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  await once(listener, "close");
  return port;
}
