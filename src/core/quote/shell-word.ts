// Text as words of a shell command: the one place that quotes what a suggested command holds. Names come from files, and whoever copies a
// command must not run a name, nor have the terminal obey it: what it would obey is written in octal, and so the word stays on its line.

import { octalOf } from './octal.ts';
import { replaced } from './visible-text.ts';

/** `text` as one word of a POSIX shell, quoted where a shell would read it as anything else. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  const [, body = '', end = ''] = /^(.*?)(\n*)$/s.exec(text) ?? [];
  const printed = replaced(body, octal);
  if (printed === body) return `'${text.replaceAll("'", `'\\''`)}'`;
  const format = replaced(body.replaceAll('\\', '\\\\'), octal)
    // A shell that is typed into looks for `!` between double quotes.
    .replace(/['!]/g, octal);
  // Line ends at the end of what a command prints are taken away.
  return `"$(printf %b '${format}')"${end === '' ? '' : `'${end}'`}`;
}

/** As `printf %b` reads it. */
function octal(character: string): string {
  return octalOf(character, '\\0');
}

/** A command to copy: its words, each quoted where it has to be. `names` follow them; where one begins like an option, behind `--`. */
export function shellCommand(words: readonly string[], names: readonly string[] = []): string {
  const end = names.some((name) => name.startsWith('-')) ? ['--'] : [];
  return [...words, ...end, ...names].map(shellWord).join(' ');
}

/** The command that makes a network by hand; `options` stand before its name. */
export function networkCreateCommand(name: string, options: readonly string[] = []): string {
  return shellCommand(['docker', 'network', 'create', ...options], [name]);
}
