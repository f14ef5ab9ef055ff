/** The first thing a person does with a server: registers, and finds the mail. */

import { assert, assertEquals, assertExists } from "@std/assert";

/** Registers a user over HTTP and waits for the welcome mail. */
export async function registerOverHttp(origin: string, adminToken: string): Promise<void> {
  const response = await fetch(`${origin}/users`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Ada", email: "ada@example.org" }),
  });
  const user = await response.json();
  assertEquals(response.status, 201, JSON.stringify(user));
  assertEquals(response.headers.get("location"), `/users/${user.id}`);
  await mailTo("ada@example.org", origin, adminToken);
}

async function mailTo(address: string, origin: string, adminToken: string): Promise<void> {
  const headers = { authorization: `Bearer ${adminToken}`, accept: "application/json" };
  for (let attempt = 0; attempt < 100; attempt++) {
    const response = await fetch(`${origin}/mailbox`, { headers });
    const { items } = await response.json();
    assertExists(items, "the mailbox has items");
    if (items.some((mail: { readonly to: string }) => mail.to === address)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert(false, `no mail to ${address}`);
}
