/** A subscription: a member of a consumer group that is made anew when the driver gives it up. */

import { backoff } from "../../application/events/backoff.ts";
import { BusClosed } from "../../application/messaging/message_bus.ts";
import type { Clock, Log, Random } from "../../application/ports.ts";
import type { KafkaAssignment, KafkaClient, KafkaConsumer } from "./client.ts";
import { Committer } from "./committer.ts";
import { within } from "./deadline.ts";
import type { Lane } from "./lane.ts";
import { Lanes, type ReceiveFrom } from "./lanes.ts";
import { joinGroup, type Member, type MemberOptions } from "./member.ts";
import { Valve } from "./valve.ts";

/** What a subscription stands on. */
export interface SubscriptionPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Pick<Log, "warn">;
}

/** How a subscription runs. */
export interface SubscriptionOptions extends MemberOptions {
  readonly receive: ReceiveFrom;
  /** Tells the broker where a new group begins, so that it is known from then on. */
  readonly onFirstAssigned: (consumer: KafkaConsumer, assignment: KafkaAssignment) => Promise<void>;
  /** Aborted when it has to end. */
  readonly stopping: AbortSignal;
  /** Aborted when it has to end at once. */
  readonly givingUp: AbortSignal;
  /** Longest that the cluster may take, in milliseconds. */
  readonly deadline: number;
}

/** Milliseconds before a new member is made. */
const delays = { first: 200, longest: 10_000 };
/** Milliseconds after which the failure of a member has nothing to do with the last one. */
const LONG_LIFE = 60_000;

/** One of those who work for a group. */
export class Subscription {
  readonly #client: KafkaClient;
  readonly #ports: SubscriptionPorts;
  readonly #options: SubscriptionOptions;
  readonly #lanes: Lanes;
  readonly #committer: Committer;
  readonly #valve = new Valve();
  readonly #joined = Promise.withResolvers<void>();
  readonly #stopped = Promise.withResolvers<void>();
  readonly #settled = Promise.withResolvers<void>();
  /** Who subscribes is not told of failures before. */
  readonly #patientUntil: number;
  #consumer: KafkaConsumer | undefined;
  #hasJoined = false;
  #failures = 0;

  constructor(client: KafkaClient, ports: SubscriptionPorts, options: SubscriptionOptions) {
    const { receive, stopping, deadline } = options;
    this.#client = client;
    this.#ports = ports;
    this.#options = options;
    this.#lanes = new Lanes(ports, { receive, stopping, onProgress: this.#onProgress });
    this.#committer = new Committer(ports.clock, this.#lanes, deadline);
    this.#patientUntil = ports.clock.monotonic() + deadline;
    this.#joined.promise.catch(() => {});
  }

  /** Resolves when the broker knows the group; rejects when it could not be joined. */
  get joined(): Promise<void> {
    return this.#joined.promise;
  }

  /** Takes part until it has to end; never rejects. */
  async run(): Promise<void> {
    const { stopping, givingUp } = this.#options;
    stopping.addEventListener("abort", () => this.#stopped.resolve(), { once: true });
    const giveUp = () => this.#giveUp();
    givingUp.addEventListener("abort", giveUp, { once: true });
    while (!stopping.aborted) await this.#takePart();
    giveUp();
    givingUp.removeEventListener("abort", giveUp);
  }

  /** Is a member until it has to end, or the driver gives up. */
  async #takePart(): Promise<void> {
    const { stopping, deadline, groupId } = this.#options;
    const { clock, random, log } = this.#ports;
    const begun = clock.monotonic();
    const member = this.#join();
    const error = await this.#errorOf(member);
    if (stopping.aborted) await this.#finish();
    this.#consumer = undefined;
    this.#committer.use(undefined);
    this.#lanes.freeze();
    await within(clock, deadline, member.leave()).catch(() => {});
    if (stopping.aborted) return;
    if (clock.monotonic() > this.#patientUntil) this.#joined.reject(error);
    log.warn("A Kafka consumer has failed, and begins anew", { group: groupId, error });
    if (clock.monotonic() - begun > LONG_LIFE) this.#failures = 0;
    await clock.sleep(backoff(delays, ++this.#failures, random), stopping);
  }

  #join(): Member {
    return joinGroup(this.#client, this.#ports.clock, this.#options, {
      onSharing: () => {
        this.#consumer = undefined;
        this.#committer.use(undefined);
        return this.#lanes.freeze();
      },
      onAssigned: (consumer, assignment) => void this.#onAssigned(consumer, assignment),
      onBatch: (consumer, batch) => {
        const { topic, partition } = batch;
        this.#valve.onFilled(consumer, topic, partition, this.#lanes.offer(batch));
      },
    });
  }

  async #errorOf({ started, crashed }: Member): Promise<unknown> {
    const stopped = this.#stopped.promise;
    try {
      await Promise.race([started, crashed, stopped]);
      await Promise.race([crashed, stopped]);
    } catch (error) {
      return error;
    }
  }

  async #onAssigned(consumer: KafkaConsumer, assignment: KafkaAssignment): Promise<void> {
    this.#consumer = consumer;
    this.#lanes.assign(assignment);
    this.#valve.onCleared(consumer);
    if (!this.#hasJoined) await this.#begin(consumer, assignment);
    // Meanwhile the group may share out once more.
    if (this.#consumer === consumer) this.#committer.use(consumer);
  }

  async #begin(consumer: KafkaConsumer, assignment: KafkaAssignment): Promise<void> {
    this.#hasJoined = true;
    try {
      await this.#options.onFirstAssigned(consumer, assignment);
    } catch (error) {
      this.#ports.log.warn("Cannot tell the broker where a group begins", { error });
    }
    this.#joined.resolve();
  }

  readonly #onProgress = (lane: Lane): void => {
    if (this.#consumer) this.#valve.onEmptied(this.#consumer, lane);
    void this.#committer.commit();
    this.#lookWhetherSettled();
  };

  /** Lets what is in work be finished, while the group still knows this member. */
  async #finish(): Promise<void> {
    this.#lookWhetherSettled();
    await this.#settled.promise;
    await this.#committer.commit();
  }

  #lookWhetherSettled(): void {
    if (this.#options.stopping.aborted && !this.#lanes.areAtWork) this.#settled.resolve();
  }

  #giveUp(): void {
    this.#lanes.giveUp(new BusClosed());
    this.#settled.resolve();
  }
}
