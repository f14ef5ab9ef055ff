/** What a demo is. */

/** Shows something, line by line; the same lines every time. */
export type Demo = (say: (line: string) => void) => Promise<void>;
