/**
 * Mail that is printed instead of sent: for development.
 *
 * @module
 */

export { consoleSendEmail } from "./send_email.ts";
