/** The one stylesheet. */

import { accounts } from "./style_accounts.ts";
import { base } from "./style_base.ts";
import { narrow } from "./style_narrow.ts";
import { orders } from "./style_orders.ts";
import { palette } from "./style_palette.ts";
import { parts } from "./style_parts.ts";

/** The style of all pages, from phone to desk. */
export const style: string = [palette, base, parts, accounts, narrow, orders].join("\n");
