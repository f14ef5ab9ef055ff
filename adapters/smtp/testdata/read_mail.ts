/** Reading mails back from how they travel (RFC 5322, 2045, 2047), as far as tests need it. */

export interface ReceivedMail {
  /** By lower-case name, decoded; several of one name are joined by "|". */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Of the envelope. */
  readonly from: string;
  readonly recipients: readonly string[];
  readonly secure: boolean;
}

export function readMail(source: string): Pick<ReceivedMail, "headers" | "text"> {
  const [head = "", ...body] = source.split("\r\n\r\n");
  const headers: Record<string, string> = {};
  for (const line of head.replace(/\r\n[ \t]+/g, " ").split("\r\n")) {
    const [, name = "", value = ""] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
    const key = name.toLowerCase();
    headers[key] = key in headers ? `${headers[key]}|${words(value)}` : words(value);
  }
  return {
    headers,
    text: decode(headers["content-transfer-encoding"] ?? "7bit", body.join("\r\n\r\n")),
  };
}

function words(value: string): string {
  return value.replace(/\?= =\?/g, "?==?")
    .replace(
      /=\?utf-8\?([bq])\?([^?]*)\?=/gi,
      (_, encoding: string, content: string) =>
        encoding.toLowerCase() === "b"
          ? decode("base64", content)
          : decode("quoted-printable", content.replaceAll("_", " ")),
    );
}

function decode(encoding: string, content: string): string {
  if (encoding === "base64") return utf8(atob(content.replaceAll(/\s/g, "")));
  if (encoding !== "quoted-printable") return content;
  const bytes = content.replaceAll("=\r\n", "").replace(
    /=([0-9A-F]{2})/gi,
    (_, hex: string) => String.fromCharCode(parseInt(hex, 16)),
  );
  return utf8(bytes);
}

function utf8(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}
