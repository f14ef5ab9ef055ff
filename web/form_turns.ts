/** A form that is sent twice at once: the second send waits and then finds what the first did. */

/** Runs works of one id one after another. */
export type Turns = <Result>(id: string, work: () => Promise<Result>) => Promise<Result>;

/** Makes turns that nobody has taken yet. */
export function formTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (id, work) => {
    const turn = (last.get(id) ?? Promise.resolve()).then(work, work);
    last.set(id, turn);
    try {
      return await turn;
    } finally {
      if (last.get(id) === turn) last.delete(id);
    }
  };
}
