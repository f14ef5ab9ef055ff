/** Masks what must not be read in a log. */

const MASK = "***";

/** Makes a function that hides the given secrets, and the credentials in URLs, from a text. */
export function masking(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]));
  forms.delete("");
  // A longer one first: it may contain a shorter one.
  const known = [...forms].sort((a, b) => b.length - a.length);
  return (text) =>
    maskUrls(known.reduce((masked, secret) => masked.replaceAll(secret, MASK), text));
}

/** Hides user, password and token of every URL in a text; rather too much than too little. */
export function maskUrls(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s"'<>]*@/gi, `$1${MASK}@`)
    .replace(/([?&][\w-]*(?:token|secret|password|key)=)[^&\s"'<>]+/gi, `$1${MASK}`);
}

/** Tells whether what stands under a name is a secret, as far as the name tells. */
export function namesSecret(name: string): boolean {
  return /passw|passphrase|secret|token|authorization|cookie|credential|api-?key/i.test(name);
}

/** Stands in a log where a secret was. */
export const masked: string = MASK;
