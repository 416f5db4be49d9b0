// What a shell may offer for the last word of a call, asked by the docker command for its plugin: it takes answers as Cobra writes them.

import type { OptionShape, ProgramShape, ValueShape } from './program-shape.ts';

/** Offered words with their meanings ('' for none), and whether files may be offered too. */
export interface Offered {
  readonly words: readonly (readonly [word: string, meaning: string])[];
  readonly files: boolean;
}

/** Returns the words that may replace `word` after the words `before` it. */
export function offeredWords(program: ProgramShape, before: readonly string[], word: string): Offered {
  const all = allWords(program, before, word);
  const begun = word.startsWith('-') && word.includes('=') ? word.slice(word.indexOf('=') + 1) : word;
  return { ...all, words: all.words.filter(([one]) => one.startsWith(begun)) };
}

function allWords(program: ProgramShape, before: readonly string[], word: string): Offered {
  const [name, ...words] = before;
  if (name === undefined) {
    return word.startsWith('-')
      ? optionWords(program.options)
      : { words: program.commands.map((one) => [one.name, one.summary]), files: false };
  }
  const command = program.commands.find((one) => one.name === name);
  if (command === undefined) return { words: [], files: true };
  // Behind `--` are operands alone.
  const operandsOnly = words.includes('--');
  const valueAfter = (option: string): ValueShape | null =>
    command.options.find(({ long, short }) => long === option || short === option)?.value ?? null;
  if (!operandsOnly) {
    const value = valueAfter(words.at(-1) ?? '');
    if (value !== null) return valueWords(value);
    if (word.startsWith('--') && word.includes('=')) {
      const joined = valueAfter(word.slice(0, word.indexOf('=')));
      return joined === null ? { words: [], files: false } : valueWords(joined);
    }
    if (word.startsWith('-')) return optionWords(command.options);
  }
  return command.operands === null
    ? { words: [], files: true }
    : { words: command.operands.map((one) => [one, '']), files: false };
}

function optionWords(options: readonly OptionShape[]): Offered {
  return { words: options.map(({ long, description }) => [long, description]), files: false };
}

function valueWords({ words, isFile }: ValueShape): Offered {
  return { words: words.map((one) => [one, '']), files: isFile };
}

/** Cobra's ShellCompDirectiveNoFileComp: no error, and no files beside the words. */
const wordsAlone = 4;

/** Returns the answer in the form that Cobra's shell completion reads: a line per word, and a last line with the directive. */
export function cobraCompletion({ words, files }: Offered): string {
  const lines = words.map(([word, meaning]) => `${meaning === '' ? word : `${word}\t${meaning}`}\n`);
  return `${lines.join('')}:${files ? 0 : wordsAlone}\n`;
}
