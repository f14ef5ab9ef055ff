/** The subscription that sends welcome mails, as operators see it among the others. */

/** How it is doing. */
export interface WelcomeMailStatus {
  readonly state: string;
  readonly owner: string;
  readonly behind: number;
  readonly waiting: number;
  readonly dead: number;
}

/** Asks a server how it is doing; `undefined` before it has run. */
export async function welcomeMailStatus(
  { ask }: { readonly ask: (path: string) => Promise<Response> },
): Promise<WelcomeMailStatus | undefined> {
  const { items } = await (await ask("/admin/subscriptions")).json();
  return items.find(({ name }: { readonly name: string }) => name === "welcome-mail");
}
