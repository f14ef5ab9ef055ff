/** What this adapter needs of a mail client; a transporter of nodemailer has it. */

/** A mail as it is handed to the client. */
export interface SmtpMessage {
  readonly from: { name: string; address: string };
  readonly to: { name: string; address: string };
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  /** Texts are never taken for names of files or addresses of pages. */
  readonly disableFileAccess: true;
  readonly disableUrlAccess: true;
  readonly signal?: AbortSignal;
}

/**
 * A mail client. `sendMail` rejects with what nodemailer rejects with: errors with `code`,
 * `responseCode` and `response`.
 */
export interface SmtpTransport {
  readonly sendMail: (message: SmtpMessage) => Promise<unknown>;
  readonly close: (options?: { force?: boolean }) => void;
}
