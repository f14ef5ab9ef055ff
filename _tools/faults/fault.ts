/** What a planted fault is: a mistake put back into a copy, and the tests that must see it. */

/** Text of a file that is replaced; it must stand there exactly once. */
export interface Edit {
  /** Path below the root of the project. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** The mistake that a guarantee excludes, as a small change of the code. */
export interface Fault {
  /** The guarantee's id, such as `L-3`. */
  readonly id: string;
  /** One sentence. */
  readonly mistake: string;
  readonly edits: readonly Edit[];
  /** Test files with tests named `[id]`; each of them must go red. */
  readonly tests: readonly string[];
}
