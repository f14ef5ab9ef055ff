/** Money as it is stored, in documents and events alike. */

import { z } from "zod";

/** The shape of stored money. What was money when it was stored still is. */
export const moneyShape: z.ZodObject<{ amount: z.ZodInt; currency: z.ZodString }> = z.object({
  amount: z.int(),
  currency: z.string(),
});
