/** Where accounts are found. */

/** Gives the address of an account, as it is or as it was at a version. */
export function accountAddress(id: string, version?: number): string {
  const address = `/accounts/${encodeURIComponent(id)}`;
  return version === undefined ? address : `${address}?version=${version}`;
}

/** Gives the address that shows what was just done to an account. */
export function addressAfter(id: string, position: number): string {
  return `${accountAddress(id)}?consistentWith=${position}`;
}
