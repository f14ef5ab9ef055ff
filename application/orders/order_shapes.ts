/** Shapes that the documents and the events of orders have in common. */

import { z } from "zod";

/** The shape of why an attempt came to nothing. */
export const failureShape = {
  status: z.enum(["declined", "out-of-stock", "refused", "cancelled", "abandoned"]),
  reason: z.string(),
  productId: z.string().exactOptional(),
} as const;
