import type { CommandShape, OptionShape, ProgramShape } from './program-shape.ts';

/** A script for fish: sourced, or as the file `bulkhead.fish` of its folder of completions. */
export function fishCompletion({ name, options, commands }: ProgramShape): string {
  const lines = [
    `# fish completion for ${name}: ${name} completion fish | source`,
    `complete -c ${name} -n __fish_use_subcommand -f`,
    ...options.map((option) => `complete -c ${name} -n __fish_use_subcommand${flags(option)}`),
    ...commands.flatMap((command) => [
      `complete -c ${name} -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.summary)}`,
      ...commandLines(name, command),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines(program: string, { name, options, operands }: CommandShape): readonly string[] {
  const when = `complete -c ${program} -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
  const own = options.map((option) => `${when}${flags(option)}`);
  return operands === null ? own : [...own, `${when} -f -a ${quoted(operands.join(' '))}`];
}

function flags({ long, short, description, value }: OptionShape): string {
  const spelled = `${short === null ? '' : ` -s ${short.slice(1)}`} -l ${long.slice(2)}`;
  return `${spelled}${value === null ? '' : argument(value)} -d ${quoted(description)}`;
}

/** `-x`: needs a value, and no file; `-r`: needs one, files too. */
function argument({ words, isFile }: NonNullable<OptionShape['value']>): string {
  if (words.length > 0) return ` -x -a ${quoted(words.join(' '))}`;
  return isFile ? ' -r' : ' -x';
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}
