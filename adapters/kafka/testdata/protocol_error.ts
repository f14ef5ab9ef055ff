/** Errors as the driver throws them. */

/** Makes what the driver throws when a broker answers with an error. */
export function protocolError(type: string): Error {
  return new Error(`The driver gives up: ${type}`, {
    cause: Object.assign(new Error(`The broker says ${type}`), { type }),
  });
}
