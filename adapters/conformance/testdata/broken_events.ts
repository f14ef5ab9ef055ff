/** Buses that change what messages are made of. */

import type { CloudEvent } from "../../../application/messaging/cloud_event.ts";
import { type BrokenBus, type Publish, publishing } from "./broken_bus.ts";

export const brokenEvents: readonly BrokenBus[] = [
  bending("the time is lost", "message bus 1: what was published arrives", loseTime),
  bending("keys are small letters", "message bus 4: every key", shrinkKeys),
  bending("surrogates are replaced", "message bus 13: every value of JSON", wellForm),
  bending("attributes are texts", "message bus 13: every attribute", writeTexts),
  bending("a time is made up", "message bus 13: an event with the least", makeUpTime),
  bending("attributes that look like numbers are", "message bus 13: trace", readNumbers),
  bending("long texts are cut", "message bus 13: large messages", cut),
  bending("the bus leaves its mark", "message bus 14: somebody else reads", sign),
  publishing("an id is told once", "message bus 13: ids are as they are", forgetSources),
];

function bending(
  fault: string,
  caughtBy: string,
  bend: (event: CloudEvent) => CloudEvent,
): BrokenBus {
  return publishing(
    fault,
    caughtBy,
    (publish) => (messages) =>
      publish(messages.map(({ channel, event }) => ({ channel, event: bend(event) }))),
  );
}

function loseTime({ time: _, ...event }: CloudEvent): CloudEvent {
  return event;
}

function shrinkKeys(event: CloudEvent): CloudEvent {
  return mapExtensions(event, (value) => String(value).toLowerCase());
}

function wellForm(event: CloudEvent): CloudEvent {
  return typeof event.data === "string" ? { ...event, data: event.data.toWellFormed() } : event;
}

function writeTexts(event: CloudEvent): CloudEvent {
  return mapExtensions(event, String);
}

function makeUpTime(event: CloudEvent): CloudEvent {
  return { time: "2026-01-02T03:04:05Z", ...event };
}

function readNumbers(event: CloudEvent): CloudEvent {
  return mapExtensions(event, (value) => Number.isNaN(Number(value)) ? value : Number(value));
}

function cut(event: CloudEvent): CloudEvent {
  return typeof event.data === "string" ? { ...event, data: event.data.slice(0, 65_535) } : event;
}

function sign(event: CloudEvent): CloudEvent {
  return { ...event, extensions: { ...event.extensions, sentby: "portico" } };
}

function forgetSources(publish: Publish): Publish {
  const told = new Set<string>();
  return (messages) => publish(messages.filter(({ event }) => told.size < told.add(event.id).size));
}

function mapExtensions(
  event: CloudEvent,
  map: (value: string | number | boolean) => string | number | boolean,
): CloudEvent {
  const entries = Object.entries(event.extensions).map(([name, value]) => [name, map(value)]);
  return { ...event, extensions: Object.fromEntries(entries) };
}
