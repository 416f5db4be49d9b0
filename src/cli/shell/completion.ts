// Scripts that complete the words of a call in Bash, Zsh and fish.

import type { CommandShape, OptionShape, ProgramShape } from './program-shape.ts';

/** Returns a completion script for Bash 4 or newer, which does not need the package bash-completion. */
export function bashCompletion({ name, options, commands }: ProgramShape): string {
  const words = (list: readonly string[]) => list.join(' ');
  const names = words(commands.map((command) => command.name));
  return `# bash completion for ${name}: eval "$(${name} completion bash)"
_${name}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= i
  # Bash takes --format=json for three words.
  if [[ $cur == = ]]; then cur=
  elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${commands.map((command) => command.name).join('|')}) command=\${COMP_WORDS[i]}; break ;;
    esac
  done
  COMPREPLY=()
  case "$command $prev" in
${commands.flatMap(valueCases).join('\n')}
  esac
  if [[ -z $command ]]; then
    COMPREPLY=($(compgen -W '${names} ${words(options.flatMap(flagsOf))}' -- "$cur"))
    compopt +o default 2>/dev/null
    return
  fi
  if [[ $cur == -* ]]; then
    case $command in
${commands.map((command) => `      ${command.name}) COMPREPLY=($(compgen -W '${words(command.options.flatMap(flagsOf))}' -- "$cur")) ;;`).join('\n')}
    esac
    return
  fi
  case $command in
${commands.flatMap(operandCase).join('\n')}
  esac
}
complete -o default -F _${name} ${name}
`;
}

function flagsOf({ long, short }: OptionShape): readonly string[] {
  return short === null ? [long] : [short, long];
}

/** Returns the cases for options with a value. Bash completes files by itself. */
function valueCases(command: CommandShape): readonly string[] {
  return command.options.flatMap((option) => {
    if (option.value === null) return [];
    const { words, isFile } = option.value;
    const pattern = flagsOf(option)
      .map((flag) => `'${command.name} ${flag}'`)
      .join('|');
    if (words.length > 0)
      return [`    ${pattern}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$cur")); return ;;`];
    return [`    ${pattern}) ${isFile ? '' : 'compopt +o default 2>/dev/null; '}return ;;`];
  });
}

function operandCase({ name, operands }: CommandShape): readonly string[] {
  if (operands === null) return [];
  return [
    `    ${name}) COMPREPLY=($(compgen -W '${operands.join(' ')}' -- "$cur")); compopt +o default 2>/dev/null ;;`,
  ];
}

/** Returns a completion script for zsh, to be sourced or stored as `_bulkhead` in a folder of `fpath`. */
export function zshCompletion({ name, options, commands }: ProgramShape): string {
  const described = commands.map(({ name, summary }) => zshQuoted(`${plain(name)}:${plain(summary)}`));
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

/** Returns the specification of an option for each of its spellings. */
function specs({ long, short, description, value, repeatable }: OptionShape): string {
  const flags = short === null ? [long] : [short, long];
  const star = repeatable ? '*' : '';
  const message = `[${plain(description)}]`;
  const action = value === null ? '' : `:${plain(value.name)}:${actionOf(value)}`;
  return flags
    .map((flag) => {
      const joined = value === null ? '' : flag.startsWith('--') ? '=' : '+';
      return zshQuoted(`${star}${flag}${joined}${message}${action}`);
    })
    .join(' ');
}

function actionOf({ words, isFile }: NonNullable<OptionShape['value']>): string {
  if (words.length > 0) return `(${words.join(' ')})`;
  return isFile ? '_files' : '';
}

/** Escapes colons and brackets, which would end a part of a specification. */
function plain(text: string): string {
  return text.replaceAll(/[\\:[\]]/g, '\\$&');
}

function zshQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Returns a completion script for fish, to be sourced or stored as `bulkhead.fish` among its completions. */
export function fishCompletion({ name, options, commands }: ProgramShape): string {
  const lines = [
    `# fish completion for ${name}: ${name} completion fish | source`,
    `complete -c ${name} -n __fish_use_subcommand -f`,
    ...options.map((option) => `complete -c ${name} -n __fish_use_subcommand${fishFlags(option)}`),
    ...commands.flatMap((command) => [
      `complete -c ${name} -n __fish_use_subcommand -a ${command.name} -d ${fishQuoted(command.summary)}`,
      ...fishCommand(name, command),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function fishCommand(program: string, { name, options, operands }: CommandShape): readonly string[] {
  const when = `complete -c ${program} -n ${fishQuoted(`__fish_seen_subcommand_from ${name}`)}`;
  const own = options.map((option) => `${when}${fishFlags(option)}`);
  return operands === null ? own : [...own, `${when} -f -a ${fishQuoted(operands.join(' '))}`];
}

function fishFlags({ long, short, description, value }: OptionShape): string {
  const spelled = `${short === null ? '' : ` -s ${short.slice(1)}`} -l ${long.slice(2)}`;
  return `${spelled}${value === null ? '' : fishArgument(value)} -d ${fishQuoted(description)}`;
}

/** Returns fish's argument flag: `-x` requires a value and offers no files; `-r` requires one and offers files. */
function fishArgument({ words, isFile }: NonNullable<OptionShape['value']>): string {
  if (words.length > 0) return ` -x -a ${fishQuoted(words.join(' '))}`;
  return isFile ? ' -r' : ' -x';
}

function fishQuoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}
