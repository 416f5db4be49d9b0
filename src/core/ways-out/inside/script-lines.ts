// A script of a shell as commands, as far as no program has to run for it: plain commands, variables of known values and loops over words.

import { giveUp } from '../../ways-in/limits.ts';
import type { ConfigText, SourcePlace } from '../../ways-in/places.ts';

/** A command with its words; null for a word that only a run of the script gives. */
export interface ScriptCommand {
  readonly words: readonly (string | null)[];
  readonly place: SourcePlace;
  /** True where a condition or a loop decides whether it runs. */
  readonly isSure: boolean;
}

/** What a script asks of the machine that runs it. */
export interface ScriptAnswers {
  /** Returns the words that a command in `$(…)` prints; null where they are not known. */
  output(command: string): readonly string[] | null;
}

const maxCommands = 20_000;
const opens = /^(?:if|while|until|case|select)$/;
const closes = /^(?:fi|esac)$/;

/** Yields the commands of a script in the order in which they run. */
export function scriptCommands({ file, text }: ConfigText, answers: ScriptAnswers): readonly ScriptCommand[] {
  const lines = joined(text);
  const found: ScriptCommand[] = [];
  run(lines, 0, lines.length, new Map(), 0);
  return found;

  function run(
    all: readonly Line[],
    from: number,
    to: number,
    variables: Map<string, string | null>,
    unsure: number,
  ): void {
    let depth = unsure;
    for (let at = from; at < to; at++) {
      const line = all[at];
      if (!line) break;
      const [, name, list] = /^for\s+(\w+)\s+in\s+(.*?)\s*$/.exec(line.text) ?? [];
      if (name !== undefined && list !== undefined) {
        const end = endOf(all, at + 1, to);
        const values = wordsOf(list, variables, answers);
        for (const value of values.length > 0 ? values : [null])
          run(all, at + 1, end, new Map(variables).set(name, value), value === null ? depth + 1 : depth);
        at = end;
        continue;
      }
      const [first = ''] = line.text.split(/\s+/);
      if (opens.test(first)) depth++;
      else if (closes.test(first) || (first === 'done' && depth > unsure)) depth--;
      if (/^(?:do|then|else|done)$/.test(line.text)) continue;
      const [, variable, value] = /^(?:export\s+|local\s+)?(\w+)=(.*)$/.exec(line.text) ?? [];
      if (variable !== undefined && value !== undefined) {
        const words = wordsOf(value, variables, answers);
        variables.set(variable, words.includes(null) ? null : words.join(' '));
        continue;
      }
      if (found.length >= maxCommands)
        giveUp(`${file}:${line.number}: the script exceeds the limit for commands.`);
      found.push({
        words: wordsOf(line.text.replace(/^(?:do|then|else)\s+/, ''), variables, answers),
        place: { file, line: line.number },
        isSure: depth === 0 && !opens.test(first),
      });
    }
  }
}

interface Line {
  readonly text: string;
  readonly number: number;
}

/** Returns the commands of a text, one each: lines that go on are joined, and those with several are taken apart. */
function joined(text: string): readonly Line[] {
  const found: Line[] = [];
  let open = '';
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = `${open}${raw.replace(/(?:^|\s)#.*$/, '')}`.trim();
    open = '';
    if (line.endsWith('\\')) {
      open = `${line.slice(0, -1)} `;
      return;
    }
    for (const part of commandsIn(line)) found.push({ text: part, number: index + 1 });
  });
  return found;
}

/** Splits a line at `;`, `&&` and `||` outside of quotes and substitutions. */
function commandsIn(line: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let quote = '';
  let depth = 0;
  for (let at = 0; at < line.length; at++) {
    const letter = line[at] ?? '';
    const two = line.slice(at, at + 2);
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (two === '$(') depth++;
    else if (letter === ')' && depth > 0) depth--;
    else if (depth === 0 && (letter === ';' || two === '&&' || two === '||')) {
      parts.push(part.trim());
      part = '';
      if (letter !== ';') at++;
      continue;
    }
    part += letter;
  }
  return [...parts, part.trim()].flatMap((one) => {
    const [, keyword, rest] = /^(do|then|else)\s+(.*)$/.exec(one) ?? [];
    return keyword !== undefined && rest !== undefined && /^for\s/.test(rest)
      ? [keyword, rest]
      : one === ''
        ? []
        : [one];
  });
}

/** Returns the position of the `done` that ends a loop whose body begins at `from`. */
function endOf(lines: readonly Line[], from: number, to: number): number {
  let depth = 1;
  for (let at = from; at < to; at++) {
    const text = lines[at]?.text ?? '';
    if (/^(?:(?:do|then|else)\s+)?(?:for|while|until)\s/.test(text)) depth++;
    if (/^done\b/.test(text) && --depth === 0) return at;
  }
  return to;
}

/** Returns the words of a text with its variables and substitutions; null for what only a run gives. */
function wordsOf(
  text: string,
  variables: ReadonlyMap<string, string | null>,
  answers: ScriptAnswers,
): readonly (string | null)[] {
  const words: (string | null)[] = [];
  for (const [raw] of text.matchAll(
    /(?:"(?:[^"\\]|\\.)*"|'[^']*'|\$\((?:[^()]|\([^()]*\))*\)|[^\s"'$]|\$(?!\())+/g,
  )) {
    const whole = /^"?\$\(((?:[^()]|\([^()]*\))*)\)"?$/.exec(raw)?.[1];
    if (whole !== undefined) {
      const inner = whole.replace(/\$\{?(\w+)\}?/g, (_, name: string) => variables.get(name) ?? `\0`);
      const printed =
        inner.includes('\0') && !/^ip\s+route\b/.test(inner.trim())
          ? null
          : answers.output(whole.includes('awk') ? whole : inner);
      words.push(...(printed ?? [null]));
      continue;
    }
    if (raw.includes('$(') || raw.includes('`')) {
      words.push(null);
      continue;
    }
    let isKnown = true;
    const filled = raw
      .replace(/'([^']*)'/g, (_, inner: string) => inner.replace(/\$/g, '\0'))
      .replace(/"((?:[^"\\]|\\.)*)"/g, '$1')
      .replace(/\$\{?(\w+)\}?/g, (_, name: string) => {
        const value = variables.get(name);
        if (value === null || value === undefined) isKnown = false;
        return value ?? '';
      })
      .replace(/\0/g, '$');
    words.push(isKnown ? filled : null);
  }
  return words;
}
