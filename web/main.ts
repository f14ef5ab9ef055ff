/**
 * The web server as a program: `deno task serve`.
 *
 * @module
 */

import { runProcess } from "./main_process.ts";
import { startWeb } from "./main_web.ts";

await runProcess({
  start: async (config) => {
    const adminToken = config.web.adminToken ?? newToken();
    const running = await startWeb({ ...config, web: { ...config.web, adminToken } });
    const { origin } = running;
    // A token of the operator's own is not for everybody who sees the terminal.
    const shown = config.web.adminToken === undefined ? adminToken : "ADMIN_TOKEN";
    console.log(`Portico listens at ${origin}/, for operators at ${origin}/?token=${shown}`);
    return running;
  },
});

function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
