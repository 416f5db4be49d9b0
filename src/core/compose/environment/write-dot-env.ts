// Values written into the text of a `.env` file: those that are there are replaced where they stand, new ones come last, and all
// other bytes stay.

/** Needs no quotes to be read back as it is. */
const plain = /^[A-Za-z0-9_.,:/@%+=~^-]*$/;

/** `text` with each of `values` set, so that Compose reads them back as they are. */
export function writeDotEnv(text: string, values: ReadonlyMap<string, string>): string {
  const eol = /\r\n/.test(text) ? '\r\n' : '\n';
  const lines = text === '' ? [] : text.split(/\r\n|\n/);
  const ended = lines.length > 0 && lines.at(-1) === '';
  if (ended) lines.pop();
  const added: string[] = [];
  for (const [name, value] of values) {
    const written = `${name}=${quoted(value)}`;
    const at = lastAssignment(lines, name);
    if (at < 0) added.push(written);
    else {
      const [before = ''] = /^\s*(?:export\s+)?/.exec(lines[at] ?? '') ?? [];
      lines[at] = before + written;
    }
  }
  return [...lines, ...added].map((line) => line + eol).join('');
}

/** The line that decides: a later one wins. -1 for none, also where its value goes on over several lines. */
function lastAssignment(lines: readonly string[], name: string): number {
  const escaped = name.replace(/[.]/g, '\\.');
  const start = new RegExp(`^\\s*(?:export\\s+)?${escaped}\\s*[=:](.*)$`);
  return lines.findLastIndex((line) => {
    const rest = start.exec(line)?.[1]?.trim();
    return rest !== undefined && isWhole(rest);
  });
}

function isWhole(value: string): boolean {
  const [quote = ''] = value;
  if (quote !== '"' && quote !== "'") return true;
  return new RegExp(`^${quote}(?:[^${quote}\\\\]|\\\\.)*${quote}`).test(value);
}

function quoted(value: string): string {
  if (plain.test(value)) return value;
  if (!/['\r\n\\]/.test(value)) return `'${value}'`;
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('$', '\\$')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
  return `"${escaped}"`;
}
