/** Everybody who has registered. */

import type { Stored } from "../../application/store/collection.ts";
import type { Page } from "../../application/store/store.ts";
import type { User } from "../../domain/users/user.ts";
import type { AppContext } from "../app_env.ts";
import { Cell, DataTable, Row } from "./data_table.tsx";
import type { Html } from "./html.ts";
import { renderPage } from "./layout.tsx";
import { Pager } from "./pager.tsx";
import { Time } from "./time.tsx";
import { UserStatus } from "./user_facts.tsx";

/** Lists a page of users. */
export function usersPage(c: AppContext, { items, next }: Page<Stored<User>>): Promise<string> {
  const content = (
    <>
      <h1>Users</h1>
      <p class="lead">In the order of their registration.</p>
      {items.length === 0
        ? <p class="notice">Nobody has registered yet.</p>
        : (
          <DataTable caption="Users" columns={["Name", "E-mail", "Status", "Registered"]}>
            {items.map((user) => <UserRow key={user.id} user={user} />)}
          </DataTable>
        )}
      <Pager c={c} next={next} label="Next users" />
      <p>
        <a class="button" href="/demo/registration">Register a user</a>
      </p>
    </>
  );
  return renderPage(c, "Users", content);
}

function UserRow({ user }: { readonly user: Stored<User> }): Html {
  return (
    <Row>
      <Cell of="Name">
        <a href={`/users/${encodeURIComponent(user.id)}`}>{user.name}</a>
      </Cell>
      <Cell of="E-mail">{user.email}</Cell>
      <Cell of="Status">
        <UserStatus user={user} />
      </Cell>
      <Cell of="Registered">
        <Time at={user.registeredAt} />
      </Cell>
    </Row>
  );
}
