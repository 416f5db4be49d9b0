// Writing values into the text of a `.env` file. Apart from `dot-env.ts`, since the page loads it only where values are set.

/** Matches a value that needs no quotes to be read back unchanged. */
const plainValue = /^[A-Za-z0-9_.,:/@%+=~^-]*$/;

/**
 * Returns `text` with each of `values` set, so that Compose reads them back unchanged. Existing names are replaced in place, new ones are
 * appended.
 */
export function writeDotEnv(text: string, values: ReadonlyMap<string, string>): string {
  const eol = /\r\n/.test(text) ? '\r\n' : '\n';
  const lines = text === '' ? [] : text.split(/\r\n|\n/);
  const ended = lines.length > 0 && lines.at(-1) === '';
  if (ended) lines.pop();
  const added: string[] = [];
  for (const [name, value] of values) {
    const written = `${name}=${quotedValue(value)}`;
    const at = lastAssignment(lines, name);
    if (at < 0) added.push(written);
    else {
      const [before = ''] = /^\s*(?:export\s+)?/.exec(lines[at] ?? '') ?? [];
      lines[at] = before + written;
    }
  }
  return [...lines, ...added].map((line) => line + eol).join('');
}

/** Returns the index of the last line that sets `name`, the effective one; -1 when there is none, or when the value has several lines. */
function lastAssignment(lines: readonly string[], name: string): number {
  const escaped = name.replace(/[.]/g, '\\.');
  const start = new RegExp(`^\\s*(?:export\\s+)?${escaped}\\s*[=:](.*)$`);
  return lines.findLastIndex((line) => {
    const value = start.exec(line)?.[1]?.trim();
    return value !== undefined && isWhole(value);
  });
}

function isWhole(value: string): boolean {
  const [quote = ''] = value;
  if (quote !== '"' && quote !== "'") return true;
  return new RegExp(`^${quote}(?:[^${quote}\\\\]|\\\\.)*${quote}`).test(value);
}

function quotedValue(value: string): string {
  if (plainValue.test(value)) return value;
  if (!/['\r\n\\]/.test(value)) return `'${value}'`;
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('$', '\\$')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
  return `"${escaped}"`;
}
