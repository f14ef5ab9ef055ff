/** What can go wrong with users, beside input that is no name or address at all. */

import { DomainError } from "../kernel/errors.ts";
import type { EmailAddress } from "./email_address.ts";

/** The address belongs to another user, active or not. */
export class EmailTaken extends DomainError {
  override readonly code = "users/email-taken";
  override readonly kind = "conflict";
  readonly email: EmailAddress;

  constructor(email: EmailAddress, during: "registration" | "change") {
    const address = JSON.stringify(email);
    super(
      during === "registration"
        ? `Cannot register ${address}: User with this email already exists`
        : `Cannot change the address to ${address}: Email already in use`,
    );
    this.email = email;
  }
}

/** No user has the id. */
export class UserNotFound extends DomainError {
  override readonly code = "users/not-found";
  override readonly kind = "not-found";
  readonly id: string;

  constructor(id: string) {
    super(`Cannot find the user ${JSON.stringify(id)}`);
    this.id = id;
  }
}

/** The user was deactivated and stays as it was then. */
export class UserIsDeactivated extends DomainError {
  override readonly code = "users/deactivated";
  override readonly kind = "refused";
  readonly id: string;

  constructor(id: string) {
    super(`Cannot change the user ${JSON.stringify(id)}: it is deactivated`);
    this.id = id;
  }
}
