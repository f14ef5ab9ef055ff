/** Who a user is. */

import type { Stored } from "../../application/store/collection.ts";
import type { User } from "../../domain/users/user.ts";
import type { Html } from "./html.ts";
import { StatusMark } from "./status_mark.tsx";
import { Time } from "./time.tsx";

/** Shows everything known about a user. */
export function UserFacts({ user }: { readonly user: Stored<User> }): Html {
  return (
    <dl>
      <div>
        <dt>Name</dt>
        <dd>{user.name}</dd>
      </div>
      <div>
        <dt>E-mail</dt>
        <dd>{user.email}</dd>
      </div>
      <div>
        <dt>Status</dt>
        <dd>
          <UserStatus user={user} />
        </dd>
      </div>
      <div>
        <dt>Registered</dt>
        <dd>
          <Time at={user.registeredAt} />
        </dd>
      </div>
      <div>
        <dt>Version</dt>
        <dd>{user.version}</dd>
      </div>
      <div>
        <dt>Id</dt>
        <dd>
          <code>{user.id}</code>
        </dd>
      </div>
    </dl>
  );
}

/** Shows whether a user takes part. */
export function UserStatus({ user }: { readonly user: User }): Html {
  return <StatusMark tone={user.status === "active" ? "good" : "quiet"} word={user.status} />;
}
