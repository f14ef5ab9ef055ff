/** What an application has opened, and closes in the reverse order. */

/** Opened things, newest first out. */
export interface Resources {
  /** Remembers a thing that was opened; what cannot be closed is passed over. */
  readonly opened: (name: string, thing: unknown) => void;
  /** Closes everything, one after another, whatever fails; answers what did. Once, however often called. */
  readonly close: () => Promise<readonly NotClosed[]>;
}

/** A thing that could not be closed. */
export interface NotClosed {
  readonly name: string;
  readonly error: unknown;
}

/** Makes an empty list of resources. */
export function resources(): Resources {
  const open: { readonly name: string; readonly thing: AsyncDisposable }[] = [];
  let closing: Promise<readonly NotClosed[]> | undefined;

  async function closeAll(): Promise<readonly NotClosed[]> {
    const failed: NotClosed[] = [];
    for (let last = open.pop(); last !== undefined; last = open.pop()) {
      try {
        await last.thing[Symbol.asyncDispose]();
      } catch (error) {
        failed.push({ name: last.name, error });
      }
    }
    return failed;
  }

  return {
    opened: (name, thing) => {
      if (isDisposable(thing)) open.push({ name, thing });
    },
    close: () => closing ??= closeAll(),
  };
}

function isDisposable(thing: unknown): thing is AsyncDisposable {
  return typeof thing === "object" && thing !== null && Symbol.asyncDispose in thing;
}
