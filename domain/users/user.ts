/** Users: they register, change their name and address, and are deactivated for good. */

import type { EmailAddress } from "./email_address.ts";
import { UserIsDeactivated } from "./errors.ts";
import type { UserDetails } from "./user_details.ts";
import type { UserId } from "./user_id.ts";
import type { UserName } from "./user_name.ts";

interface Registered {
  readonly id: UserId;
  readonly name: UserName;
  readonly email: EmailAddress;
  /** ISO 8601 UTC. */
  readonly registeredAt: string;
}

/** A user who takes part. */
export interface ActiveUser extends Registered {
  readonly status: "active";
}

/** A user who no longer takes part. The address stays taken. */
export interface DeactivatedUser extends Registered {
  readonly status: "deactivated";
  /** ISO 8601 UTC. */
  readonly deactivatedAt: string;
}

/** Somebody who has registered once. */
export type User = ActiveUser | DeactivatedUser;

/** Somebody has registered. */
export type UserRegistered = {
  readonly type: "UserRegistered";
  readonly data: {
    readonly userId: UserId;
    readonly name: UserName;
    readonly email: EmailAddress;
  };
};

/** A user has another name or address; what stayed the same is absent. */
export type UserChanged = {
  readonly type: "UserChanged";
  readonly data: {
    readonly userId: UserId;
    readonly name?: UserName;
    readonly email?: EmailAddress;
  };
};

/** A user takes part no longer. */
export type UserDeactivated = {
  readonly type: "UserDeactivated";
  readonly data: { readonly userId: UserId };
};

/** What happens to users. */
export type UserEvent = UserRegistered | UserChanged | UserDeactivated;

/** What a decision came to: the user as it is then, and what happened; nothing may have. */
export interface UserDecision {
  readonly user: User;
  readonly event: UserEvent | undefined;
}

/** Registers somebody under a new id. */
export function register(
  id: UserId,
  { name, email }: UserDetails,
  at: string,
): { readonly user: ActiveUser; readonly event: UserRegistered } {
  return {
    user: { id, name, email, registeredAt: at, status: "active" },
    event: { type: "UserRegistered", data: { userId: id, name, email } },
  };
}

/**
 * Gives a user another name or address. Nothing happens when both are what they were.
 *
 * @throws {UserIsDeactivated}
 */
export function change(user: User, details: Partial<UserDetails>): UserDecision {
  if (user.status === "deactivated") throw new UserIsDeactivated(user.id);
  const { name = user.name, email = user.email } = details;
  const differing = {
    ...(name === user.name ? {} : { name }),
    ...(email === user.email ? {} : { email }),
  };
  if (Object.keys(differing).length === 0) return { user, event: undefined };
  return {
    user: { ...user, ...differing },
    event: { type: "UserChanged", data: { userId: user.id, ...differing } },
  };
}

/** Deactivates a user; nothing happens when that was done before. */
export function deactivate(user: User, at: string): UserDecision {
  if (user.status === "deactivated") return { user, event: undefined };
  const { id, name, email, registeredAt } = user;
  return {
    user: { id, name, email, registeredAt, status: "deactivated", deactivatedAt: at },
    event: { type: "UserDeactivated", data: { userId: id } },
  };
}
