import { assert, assertArrayIncludes, assertEquals } from "@std/assert";
import { parse } from "deno-std/yaml/mod.js";
import { join } from "node:path";
import { readConfig } from "../../adapters/composition/config.ts";
import { projectRoot } from "../project.ts";

interface Service {
  readonly image: string;
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const text = await Deno.readTextFile(join(projectRoot, "compose.yaml"));
const { services, volumes }: {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
} = parse(text);
const { postgres, nats, redis, kafka } = services;
const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = { ...postgres?.environment };

/** What a document tells people to set, by the variable. */
function toldIn(document: string, variable: string): readonly string[] {
  return [...document.matchAll(new RegExp(`${variable}=(\\S+)`, "g"))].map(([, url = ""]) => url);
}

Deno.test("compose.yaml keeps what each service stores in a volume of its own", () => {
  const kept = Object.values(services).flatMap(({ volumes }) => volumes)
    .map((volume) => volume.split(":")[0]);

  assertEquals(kept.toSorted(), Object.keys(volumes).toSorted());
  assertEquals(Object.keys(services).toSorted(), Object.keys(volumes).toSorted());
});

Deno.test("compose.yaml lets only this machine in, and names one version of each image", () => {
  for (const [name, { image, ports }] of Object.entries(services)) {
    assert(/^[a-z/]+:\d+(\.\d+)*$/.test(image), name);
    for (const port of ports) assert(/^127\.0\.0\.1:(\d+):\1$/.test(port), `${name}: ${port}`);
  }
});

for (const path of ["compose.yaml", "docs/running_distributed.md"]) {
  Deno.test(`${path} points Portico at the services that compose.yaml starts`, async () => {
    const document = await Deno.readTextFile(join(projectRoot, path));
    const local = (url: string) => url.includes("127.0.0.1");

    const buses = toldIn(document, "BUS_URL").filter(local).map((BUS_URL) => {
      const { bus } = readConfig({ BUS_URL }).messaging;
      assert("servers" in bus, BUS_URL);
      return [bus.scheme, bus.servers];
    });
    const stores = toldIn(document, "STORE_URL").filter(local);

    assertEquals(buses.map(([scheme]) => scheme), ["nats", "redis", "kafka"]);
    for (const [scheme = "", servers] of buses) {
      assertEquals(services[scheme]?.ports, [`${servers}:${servers?.split(":")[1]}`]);
    }
    assertEquals([...new Set(stores)], [
      `postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@127.0.0.1:5432/${POSTGRES_DB}`,
    ]);
    assertEquals(postgres?.ports, ["127.0.0.1:5432:5432"]);
  });
}

Deno.test("compose.yaml sets brokers as the documents say", () => {
  const line = redis?.command?.join(" ") ?? "";
  const { KAFKA_PROCESS_ROLES, KAFKA_ADVERTISED_LISTENERS, KAFKA_LOG_DIRS } = {
    ...kafka?.environment,
  };

  for (const setting of ["appendonly yes", "appendfsync always", "maxmemory-policy noeviction"]) {
    assert(line.includes(`--${setting}`), setting);
  }
  assertArrayIncludes(nats?.command ?? [], ["--jetstream", "--store_dir", "/data"]);
  assertEquals(nats?.volumes, ["nats:/data"]);
  assertEquals(KAFKA_PROCESS_ROLES, "broker,controller");
  assertEquals(KAFKA_ADVERTISED_LISTENERS, "PLAINTEXT://127.0.0.1:9092");
  assertEquals(kafka?.volumes, [`kafka:${KAFKA_LOG_DIRS}`]);
});
