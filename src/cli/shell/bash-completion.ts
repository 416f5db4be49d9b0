import type { CommandShape, OptionShape, ProgramShape } from './program-shape.ts';

/** A script that Bash 4 or newer sources; it needs nothing of the package bash-completion. */
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

/** What follows an option with a value; files are what Bash completes by itself. */
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
