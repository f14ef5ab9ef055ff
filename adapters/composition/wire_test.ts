import { InjectionToken } from "@needle-di/core";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { type Binding, factory, value } from "./binding.ts";
import { CompositionFailed } from "./composition_failed.ts";
import { wire } from "./wire.ts";

const STORE: InjectionToken<Thing> = new InjectionToken<Thing>("Store");
const MAIL: InjectionToken<Thing> = new InjectionToken<Thing>("Mail");
const USERS: InjectionToken<Thing> = new InjectionToken<Thing>("Users");
const WEB: InjectionToken<Thing> = new InjectionToken<Thing>("Web");

type Thing = object;

describe("wire", () => {
  it("makes every piece once, from what it needs", async () => {
    const { bound, made } = house();

    const { get, wiring } = await wire(bound);

    assertEquals(get(WEB), { users: { store: {} }, mail: {} });
    assertEquals(made.toSorted(), ["Mail", "Store", "Users", "Web"]);
    assertEquals(wiring.map(({ port }) => port), ["Web", "Users", "Mail", "Store"]);
  });

  it("lets the later of two bindings hold", async () => {
    const { bound, made } = house();
    const given = { given: true };

    const { get, wiring } = await wire([...bound, value(STORE, given)]);

    assertEquals(get(USERS), { store: given });
    assertEquals(made.includes("Store"), false);
    assertEquals(wiring.find(({ port }) => port === "Store")?.adapter, "given");
  });

  it("names every missing piece with who needs it, and makes none", async () => {
    const { made } = house();
    const incomplete = [
      factory(WEB, "", { users: USERS, mail: MAIL }, () => ({ made: made.push("Web") })),
      factory(USERS, "", { store: STORE, mail: MAIL }, () => ({ made: made.push("Users") })),
    ];

    const error = await assertRejects(() => wire(incomplete), CompositionFailed);

    assertEquals(error.problems, [
      { port: "Mail", neededBy: ["Web", "Users"], reason: "missing" },
      { port: "Store", neededBy: ["Users"], reason: "missing" },
    ]);
    assertEquals(made, []);
  });

  it("refuses pieces that need themselves", async () => {
    const circle = [
      factory(USERS, "", { store: STORE }, () => ({})),
      factory(STORE, "", { mail: MAIL }, () => ({})),
      factory(MAIL, "", { users: USERS }, () => ({})),
    ];

    const error = await assertRejects(() => wire(circle), CompositionFailed);

    assertEquals(error.problems.map(({ port, reason }) => `${port} ${reason}`), [
      "Store circular",
      "Mail circular",
      "Users circular",
    ]);
  });

  it("names every failing piece once, with who needs it and why", async () => {
    const { bound } = house();
    const noStore = new Error("no such file");
    let attempts = 0;

    const error = await assertRejects(() =>
      wire([
        ...bound,
        factory(STORE, "", {}, () => {
          attempts++;
          return Promise.reject(noStore);
        }),
        factory(MAIL, "", {}, () => {
          throw new Error("no such host");
        }),
      ]), CompositionFailed);

    assertEquals(attempts, 1);
    assertEquals(
      error.problems.map(({ port, neededBy, reason }) => ({ port, neededBy, reason }))
        .toSorted((a, b) => a.port.localeCompare(b.port)),
      [
        { port: "Mail", neededBy: ["Web"], reason: "failed" },
        { port: "Store", neededBy: ["Users"], reason: "failed" },
      ],
    );
    assertStrictEquals(error.problems.find(({ port }) => port === "Store")?.error, noStore);
  });

  it("[L-15] resources are closed on stop, each before what it needs, once", async () => {
    const { bound, closed } = house();
    const { close } = await wire(bound);

    await Promise.all([close(), close()]);
    await close();

    assertEquals(closed.toSorted(), ["Mail", "Store", "Users", "Web"]);
    assertEquals(closed[0], "Web");
    assertEquals(closed.indexOf("Users") < closed.indexOf("Store"), true);
  });

  it("[L-15] waits for each to close before the next is closed", async () => {
    const closing: string[] = [];
    const slow = (name: string) => ({
      [Symbol.asyncDispose]: async () => {
        closing.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        closing.push(`${name} ends`);
      },
    });
    const { close } = await wire([
      factory(STORE, "", {}, () => slow("Store")),
      factory(USERS, "", { store: STORE }, () => slow("Users")),
    ]);

    close();
    await close();

    assertEquals(closing, ["Users begins", "Users ends", "Store begins", "Store ends"]);
  });

  it("[L-15] closes what was opened when the start fails half-way", async () => {
    const { bound, closed } = house();
    const failing = factory(WEB, "", { users: USERS }, () => Promise.reject(new Error("no port")));

    await assertRejects(() => wire([...bound, failing]), CompositionFailed, "no port");

    assertEquals(closed.toSorted(), ["Mail", "Store", "Users"]);
    assertEquals(closed.indexOf("Users") < closed.indexOf("Store"), true);
  });

  it("[L-15] closes the rest when one cannot be closed, and says so", async () => {
    const { bound, closed } = house();
    const stuck = {
      [Symbol.asyncDispose]: () => Promise.reject(new Error("disk full")),
    };
    const { close } = await wire([...bound, factory(USERS, "", { store: STORE }, () => stuck)]);

    await assertRejects(close, CompositionFailed, "Users could not be closed: disk full");

    assertEquals(closed.toSorted(), ["Mail", "Store", "Web"]);
  });

  it("leaves what was given open", async () => {
    const { bound, closed } = house();
    const given = closing("given", closed, {});
    const { close } = await wire([...bound, value(STORE, given)]);

    await close();

    assertEquals(closed.includes("given"), false);
  });
});

/** Web stands on users and mail, users on a store; the outermost is bound first. */
function house() {
  const made: string[] = [];
  const closed: string[] = [];
  const piece = (name: string) => (parts: object) => {
    made.push(name);
    return closing(name, closed, parts);
  };
  const bound: readonly Binding[] = [
    factory(WEB, "", { users: USERS, mail: MAIL }, piece("Web")),
    factory(USERS, "", { store: STORE }, piece("Users")),
    factory(MAIL, "", {}, piece("Mail")),
    factory(STORE, "", {}, piece("Store")),
  ];
  return { bound, made, closed };
}

/** The parts, with a way to close that leaves a trace; it does not count when parts are compared. */
function closing(name: string, closed: string[], parts: object): object {
  const close = () => Promise.resolve(void closed.push(name));
  return Object.defineProperty({ ...parts }, Symbol.asyncDispose, { value: close });
}
