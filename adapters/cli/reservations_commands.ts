/** Commands about stock that is put aside for orders of other Porticos. */

import { type Command, InvalidArgumentError } from "commander";
import type { ReleaseOutcome } from "../../application/catalog/release_products.ts";
import type {
  ReserveOutcome,
  ReserveProducts,
} from "../../application/catalog/reserve_products.ts";
import type { ReservationKey } from "../../domain/catalog/reservation.ts";
import type { CommandSetting, Said } from "./command_setting.ts";
import { toWhole } from "./options.ts";
import { change } from "./run_command.ts";
import { columns } from "./view.ts";

/** Adds `reserve` and `release`. */
export function addReservations(group: Command, setting: CommandSetting): void {
  withKey(group.command("reserve"))
    .description("put aside all of it for an attempt of an order, or nothing")
    .argument("<line...>", "PRODUCT=QUANTITY, one or more", toLines)
    .action(async (order: string, attempt: number, lines: Lines, _options, command: Command) => {
      const key = { order, attempt };
      await change(
        setting,
        command,
        ({ catalog }, by) => catalog.reserve({ ...key, lines }, by),
        (outcome) => shown(key, outcome),
      );
    });

  withKey(group.command("release"))
    .description("give back what an attempt of an order holds; it takes nothing any more")
    .action(async (order: string, attempt: number, _options, command: Command) => {
      const key = { order, attempt };
      await change(
        setting,
        command,
        ({ catalog }, by) => catalog.release(key, by),
        (outcome) => shown(key, outcome),
      );
    });
}

type Lines = ReserveProducts["lines"];

function withKey(command: Command): Command {
  return command
    .argument("<order>", "which order, of whatever Portico")
    .argument("<attempt>", "which attempt to sell it, from 1", toWhole);
}

function toLines(text: string, before: Lines = []): Lines {
  const [, productId, quantity = ""] = /^(.+)=([^=]*)$/.exec(text) ?? [];
  if (productId === undefined) throw new InvalidArgumentError("It must be PRODUCT=QUANTITY.");
  return [...before, { productId, quantity: toWhole(quantity) }];
}

function shown(
  key: ReservationKey,
  { position: _, ...outcome }: ReserveOutcome | ReleaseOutcome,
): Said {
  const missing = "productId" in outcome ? outcome.productId : "-";
  return {
    json: { ...key, ...outcome },
    lines: columns(["ORDER", "ATTEMPT", "STATUS", "TOO LITTLE OF"], [
      [key.order, key.attempt, outcome.status, missing],
    ]),
  };
}
