/** Answers of the server, which may be anything, as what they should be. */

/** An answer that makes no sense. */
export class UnknownReply extends Error {
  override readonly name = "UnknownReply";

  constructor(expected: string, reply: unknown) {
    super(`Redis answered ${JSON.stringify(reply)} instead of ${expected}`);
  }
}

/** Gives a list; nothing is an empty one. */
export function listOf(reply: unknown): readonly unknown[] {
  if (reply === null || reply === undefined) return [];
  if (!Array.isArray(reply)) throw new UnknownReply("a list", reply);
  return reply;
}

/** Gives bytes. */
export function bytesOf(reply: unknown): Uint8Array {
  if (!(reply instanceof Uint8Array)) throw new UnknownReply("a text", reply);
  return reply;
}

/** Gives a text. */
export function textOf(reply: unknown): string {
  return new TextDecoder().decode(bytesOf(reply));
}

/** Gives a number. */
export function numberOf(reply: unknown): number {
  if (typeof reply !== "number") throw new UnknownReply("a number", reply);
  return reply;
}
