// Comma-separated values by RFC 4180.

/** A field; a quote before what begins like a formula keeps a spreadsheet from running it. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as lines that end with CRLF. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `${rows.map((cells) => cells.map(field).join(',')).join('\r\n')}\r\n`;
}
