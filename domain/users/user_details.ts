/** What people say about themselves, when they register and later. */

import { parseFields } from "../kernel/parse_fields.ts";
import { type EmailAddress, parseEmailAddress } from "./email_address.ts";
import { parseUserName, type UserName } from "./user_name.ts";

/** Who somebody says to be. */
export interface UserDetails {
  readonly name: UserName;
  readonly email: EmailAddress;
}

/**
 * Parses everything a registration needs; anything else in the input is left out.
 *
 * @throws {InvalidInput} with an issue for each wrong or missing field
 */
export function parseUserDetails(
  input: { readonly [Name in keyof UserDetails]: unknown },
): UserDetails {
  return parseFields("the registration", {
    name: () => parseUserName(input.name),
    email: () => parseEmailAddress(input.email),
  });
}

/**
 * Parses what is to be changed, by the rules of registration; what is absent is to stay.
 *
 * @throws {InvalidInput} with an issue for each wrong field
 */
export function parseUserChanges(
  input: { readonly [Name in keyof UserDetails]?: unknown },
): Partial<UserDetails> {
  return parseFields("the change", {
    ...(input.name === undefined ? {} : { name: () => parseUserName(input.name) }),
    ...(input.email === undefined ? {} : { email: () => parseEmailAddress(input.email) }),
  });
}
