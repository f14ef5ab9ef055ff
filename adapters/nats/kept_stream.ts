/** The stream of an open bus, which is made anew when somebody deletes it. */

import type { Clock, Log } from "../../application/ports.ts";
import type { AskApi } from "./api.ts";
import { type OpenedStream, openStream, type StreamSettings } from "./stream.ts";

/** What keeping a stream stands on. */
export interface StreamPorts {
  readonly api: AskApi;
  readonly clock: Pick<Clock, "sleep">;
  readonly log: Pick<Log, "warn">;
}

/** Milliseconds: server 2.9 takes the files of a stream away while the next of its name is there. */
const PAUSE = 2000;

/**
 * Opens the stream, and gives a way to open it again. Who asks while it is being opened shares the
 * answer.
 *
 * @throws {InvalidInput | BusUnavailable}
 */
export async function keptStream(
  { api, clock, log }: StreamPorts,
  settings: StreamSettings,
  signal: AbortSignal,
): Promise<() => Promise<OpenedStream>> {
  const { name } = settings;
  let known = await openStream(api, settings);
  let opening: Promise<OpenedStream> | undefined;
  if (known.danger !== undefined) log.warn(known.danger, { stream: name });

  async function reopen(): Promise<OpenedStream> {
    const { partitions } = known;
    const found = await openStream(
      api,
      { ...settings, partitions },
      () => clock.sleep(PAUSE, signal),
    );
    if (found.created !== known.created) {
      log.warn("The stream was made anew: the messages in it are gone", { stream: name });
    }
    return known = found;
  }

  return () =>
    opening ??= reopen().finally(() => {
      opening = undefined;
    });
}
