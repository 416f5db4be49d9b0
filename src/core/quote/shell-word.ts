// Text as words of a shell command: the one place that quotes what a suggested command holds. Names come from files, and whoever copies a
// command must not run a name, nor have the terminal obey it: what it would obey is written in octal, and so the word stays on its line.

import { octalOf } from './octal.ts';
import { withVisible } from './visible-text.ts';

/** Returns `text` as one word of a POSIX shell, quoted when a shell would read it differently. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  const [, body = '', end = ''] = /^(.*?)(\n*)$/s.exec(text) ?? [];
  const printed = withVisible(body, octal);
  if (printed === body) return `'${text.replaceAll("'", `'\\''`)}'`;
  const format = withVisible(body.replaceAll('\\', '\\\\'), octal)
    // A shell that is typed into looks for `!` between double quotes.
    .replace(/['!]/g, octal);
  // Line ends at the end of what a command prints are taken away.
  return `"$(printf %b '${format}')"${end === '' ? '' : `'${end}'`}`;
}

/** Returns a character in the octal form that `printf %b` reads. */
function octal(character: string): string {
  return octalOf(character, '\\0');
}

/** Returns a command to copy, each word quoted when necessary, followed by `names`; `--` precedes them when one begins like an option. */
export function shellCommand(words: readonly string[], names: readonly string[] = []): string {
  const end = names.some((name) => name.startsWith('-')) ? ['--'] : [];
  return [...words, ...end, ...names].map(shellWord).join(' ');
}

/** Returns the command that creates a network by hand; `options` precede its name. */
export function networkCreateCommand(name: string, options: readonly string[] = []): string {
  return shellCommand(['docker', 'network', 'create', ...options], [name]);
}
