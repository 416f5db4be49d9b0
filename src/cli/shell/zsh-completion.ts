import type { CommandShape, OptionShape, ProgramShape } from './program-shape.ts';

/** A script for zsh: sourced, or as the file `_bulkhead` of a folder in `fpath`. */
export function zshCompletion({ name, options, commands }: ProgramShape): string {
  const described = commands.map(({ name, summary }) => quoted(`${plain(name)}:${plain(summary)}`));
  return `#compdef ${name}
# zsh completion for ${name}: source <(${name} completion zsh)
_${name}() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C \\
${options.map((option) => `    ${specs(option)} \\\n`).join('')}    '1:command:->command' '*::argument:->argument'
  case $state in
    command)
      local -a commands=(
${described.map((line) => `        ${line}\n`).join('')}      )
      _describe -t commands command commands
      ;;
    argument)
      case $words[1] in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}
if [ "$funcstack[1]" = _${name} ]; then _${name} "$@"; else compdef _${name} ${name}; fi
`;
}

function commandCase({ name, options, operands }: CommandShape): string {
  const operand = operands === null ? "'*:file:_files'" : `'1:word:(${operands.join(' ')})'`;
  return `        ${name})
          _arguments \\
${options.map((option) => `            ${specs(option)} \\\n`).join('')}            ${operand}
          ;;`;
}

/** The specification of an option, for each of its spellings. */
function specs({ long, short, description, value, repeatable }: OptionShape): string {
  const flags = short === null ? [long] : [short, long];
  const star = repeatable ? '*' : '';
  const message = `[${plain(description)}]`;
  const action = value === null ? '' : `:${plain(value.name)}:${actionOf(value)}`;
  return flags
    .map((flag) => {
      const joined = value === null ? '' : flag.startsWith('--') ? '=' : '+';
      return quoted(`${star}${flag}${joined}${message}${action}`);
    })
    .join(' ');
}

function actionOf({ words, isFile }: NonNullable<OptionShape['value']>): string {
  if (words.length > 0) return `(${words.join(' ')})`;
  return isFile ? '_files' : '';
}

/** Colons and brackets would end a part of a specification. */
function plain(text: string): string {
  return text.replaceAll(/[\\:[\]]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
