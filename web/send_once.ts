/** Sending a form once, however often the button is pressed. */

import type { CommandContext } from "../application/command_context.ts";
import type { AppContext } from "./app_env.ts";
import { commandContextOf } from "./command_context.ts";
import { commandIdOf, parseKey } from "./command_id.ts";
import { sha256 } from "../application/sha256.ts";
import { typed } from "./forms.ts";

/** The hidden field that is new on every form that is shown. */
export const FORM_KEY = "formKey";

/** Runs a command under the form's own key, so that a second send gets the answer of the first. */
export async function sendOnce<Result>(
  c: AppContext,
  form: URLSearchParams,
  command: (context: CommandContext) => Promise<Result>,
): Promise<Result> {
  const context = commandContextOf(c);
  const key = typed(form, FORM_KEY);
  if (key === "") return await command(context);
  const commandId = await commandIdOf(c, parseKey(key));
  const fingerprint = await sha256(form.toString());
  return await command({ ...context, commandId, fingerprint });
}
