/** A bounded memory of what was used lately. */

/** Entries of each of the two halves. */
const HALF = 8192;

/** Keeps at least the last 8192 entries that were used, and at most twice as many. */
export class Recent<Value> {
  #young: Map<string, Value> = new Map();
  #old: Map<string, Value> = new Map();

  get(key: string): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: Value): void {
    if (this.#young.size >= HALF) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }
}
