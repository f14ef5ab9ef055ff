/** Bindings: which piece stands behind a port, what it needs, and how it is made. */

import type { Container, InjectionToken } from "@needle-di/core";

/** One piece of the application. */
export interface Binding {
  readonly token: InjectionToken<unknown>;
  /** Says for people what stands behind the port, without secrets: `sqlite:./data/portico.db`. */
  readonly adapter: string;
  readonly needs: readonly InjectionToken<unknown>[];
  /** Makes the piece; what it needs can be had from the container. */
  readonly make: (container: Container) => Promise<unknown>;
  /** Whether the composition made the piece, and so has to close it. */
  readonly owned: boolean;
}

/** A token for each piece that is needed, by the name under which it is wanted. */
export type Needs<Wanted> = { readonly [Name in keyof Wanted]: InjectionToken<Wanted[Name]> };

/**
 * Binds a port to what a function makes, from the pieces it asks for by name. A piece with
 * `Symbol.asyncDispose` is closed with the application.
 */
export function factory<Port, Wanted extends object>(
  token: InjectionToken<Port>,
  adapter: string,
  needs: Needs<Wanted>,
  make: (wanted: Wanted) => Port | Promise<Port>,
): Binding {
  return {
    token,
    adapter,
    needs: Object.values(needs),
    make: async (container) => await make(await wantedFrom(container, needs)),
    owned: true,
  };
}

/** Binds a port to something that is there already, and stays the caller's to close. */
export function value<Port>(
  token: InjectionToken<Port>,
  port: Port,
  adapter = "given",
): Binding {
  return { token, adapter, needs: [], make: () => Promise.resolve(port), owned: false };
}

async function wantedFrom<Wanted extends object>(
  container: Container,
  needs: Needs<Wanted>,
): Promise<Wanted> {
  const entries = Object.entries<InjectionToken<unknown>>(needs);
  const found = entries.map(async ([name, token]) => [name, await container.getAsync(token)]);
  // Each name has what its own token stands for, which the compiler cannot follow.
  return Object.fromEntries(await Promise.all(found)) as Wanted;
}
