/** What can be stored and sent: the values of JSON, read-only all the way down. */

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };
