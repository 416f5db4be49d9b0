// Lines of a configuration as words: a name and its arguments, quotes around an argument taken off.

import { giveUp } from '../../ways-in/limits.ts';
import type { ConfigText, SourcePlace } from '../../ways-in/places.ts';

/** One directive. */
export interface ConfigLine {
  /** The name of the directive in lower case. */
  readonly name: string;
  readonly args: readonly string[];
  /** All that follows the name. */
  readonly rest: string;
  readonly place: SourcePlace;
}

const maxLines = 200_000;

/** Returns the lines of a file that say something, with their places; `#` at the start of a word begins a comment. */
export function* statedLines({
  file,
  text,
}: ConfigText): Generator<{ readonly text: string; readonly place: SourcePlace }> {
  const all = text.split(/\r?\n/);
  if (all.length > maxLines) giveUp(`${file}:${maxLines}: the configuration exceeds the size limit.`);
  for (const [index, line] of all.entries()) {
    const stated = line.replace(/(?:^|\s)#.*$/, '').trim();
    if (stated !== '') yield { text: stated, place: { file, line: index + 1 } };
  }
}

/** Returns the directives of a file. */
export function configLines(config: ConfigText): readonly ConfigLine[] {
  return [...statedLines(config)].map(({ text, place }) => {
    const [, name = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
    const args = [...rest.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    return { name: name.toLowerCase(), args, rest, place };
  });
}
