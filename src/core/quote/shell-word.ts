// Text as words of a shell command: the one place that quotes what a suggested command holds. Names come from files, and whoever copies a
// command must not run a name.

/** `text` as one word of a POSIX shell, quoted where a shell would read it as anything else. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A command to copy: its words, each quoted where it has to be. */
export function shellCommand(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

/** The command that makes a network by hand; `options` stand before its name. */
export function networkCreateCommand(name: string, options: readonly string[] = []): string {
  return shellCommand(['docker', 'network', 'create', ...options, name]);
}
