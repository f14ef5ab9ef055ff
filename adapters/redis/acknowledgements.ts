/** Telling the server what a group needs no more, while the work goes on. */

/** Tells one after another; what comes meanwhile goes together. */
export class Acknowledgements {
  readonly #tell: (ids: readonly string[]) => Promise<void>;
  #finished: string[] = [];
  #telling: Promise<void> | undefined;

  /** Whoever tells does so until it is answered, or until nobody wants it to. */
  constructor(tell: (ids: readonly string[]) => Promise<void>) {
    this.#tell = tell;
  }

  add(id: string): void {
    this.#finished.push(id);
    this.#telling ??= this.#tellAll();
  }

  /** Resolves when all was told. */
  async settled(): Promise<void> {
    await this.#telling;
  }

  async #tellAll(): Promise<void> {
    while (this.#finished.length > 0) await this.#tell(this.#finished.splice(0));
    this.#telling = undefined;
  }
}
