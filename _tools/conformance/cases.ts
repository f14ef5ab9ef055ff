/** Cases of the conformance kits, read out of the names that they are registered under. */

/** One case of a kit at one adapter. */
export interface KitCase {
  readonly adapter: string;
  readonly kit: string;
  /** Why it is skipped; `undefined` when it runs. */
  readonly skipped: string | undefined;
  /** Whether it ran and failed. */
  readonly failed?: boolean;
}

/** What the kits call themselves in the names of their cases, by the functions that register them. */
export const kitNames: Readonly<Record<string, string>> = {
  storeConformance: "store",
  unitOfWorkConformance: "unit of work",
  subscriptionConformance: "subscriptions",
  projectionConformance: "projections",
  accountsConformance: "accounts",
  userRepositoryConformance: "user repository",
  productRepositoryConformance: "product repository",
  mailConformance: "mail",
  paymentGatewayConformance: "payments",
  sellingConformance: "selling",
  messageBusConformance: "message bus",
  messagingConformance: "messaging",
};

/** Reads a case out of the name of a test; nothing when it is none of a kit. */
export function readCase(name: string, folder: string): KitCase | undefined {
  for (const kit of Object.values(kitNames)) {
    const [before, after] = name.split(new RegExp(`(?<=^|\\s)${kit} (?=\\d+: )`), 2);
    if (before === undefined || after === undefined) continue;
    // "over sqlite: ": what is tried stands over the adapter; "in a file ": a kind of the adapter.
    const over = /^over (.*): $/.exec(before)?.[1]?.toLowerCase();
    const skipped = / \(skipped: (.*)\)$/s.exec(after)?.[1];
    return { adapter: over ?? `${folder} ${before}`.trim(), kit, skipped };
  }
  return undefined;
}
