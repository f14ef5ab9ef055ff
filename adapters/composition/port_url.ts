/** URLs that choose the adapter of a port. */

import { z } from "zod";
import { isDomainError, type Issue } from "../../domain/kernel/errors.ts";

/** An adapter that can be chosen by the scheme of a URL. */
export interface Scheme<Choice> {
  /** What people write: `sqlite:PATH`. */
  readonly form: string;
  /** Reads the URL and what follows its scheme; `undefined` when it is not of the form. */
  readonly read: (rest: string, url: string) => Choice | undefined;
}

/** The adapters of a port by scheme, without the colon. */
export type Schemes<Choice> = Readonly<Record<string, Scheme<Choice>>>;

/**
 * Accepts the URLs of the given schemes. Of what is refused nothing but the scheme is repeated: the
 * rest may hold a password.
 */
export function portUrl<Choice>(schemes: Schemes<Choice>): z.ZodType<Choice, string> {
  return z.string().transform((url, context) => {
    const refuse = (...messages: readonly string[]): never => {
      for (const message of messages) context.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    const [, given = "", rest = ""] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(url) ?? [];
    const scheme = given.toLowerCase();
    const known = Object.hasOwn(schemes, scheme) ? schemes[scheme] : undefined;
    if (known === undefined) return refuse(unsupported(scheme, schemes));
    try {
      return known.read(rest, url) ?? refuse(`must be ${known.form}`);
    } catch (error) {
      return refuse(...issuesOf(error).map(said));
    }
  });
}

/** An adapter that is chosen by its scheme alone. */
export function bare<Choice>(scheme: string, choice: Choice): Scheme<Choice> {
  return { form: `${scheme}:`, read: (rest) => rest === "" ? choice : undefined };
}

function unsupported(scheme: string, schemes: Schemes<unknown>): string {
  const forms = [...new Set(Object.values(schemes).map(({ form }) => form))].join(" or ");
  return scheme === "" ? `must be ${forms}` : `can be ${forms}; "${scheme}:" is not supported`;
}

function issuesOf(error: unknown): readonly Issue[] {
  if (isDomainError(error) && "issues" in error) return error.issues as readonly Issue[];
  throw error;
}

function said({ path, message }: Issue): string {
  return path === "" ? message : `has a parameter "${path}" that ${message}`;
}
