/** Numbers instead of names, within one group of commits. */

/** Numbers names from 1, in the order in which they come first. */
export class Slots {
  readonly #numbers = new Map<string, number>();
  readonly #names: (readonly string[])[] = [];

  number(...name: readonly string[]): number {
    // No name has a U+0000.
    const text = name.join("\0");
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#names.push(name));
    return this.#names.length;
  }

  column(at: number): readonly string[] {
    return this.#names.map((name) => name[at] ?? "");
  }
}
