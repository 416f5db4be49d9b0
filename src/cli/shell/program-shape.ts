// The words of the command line as plain data, read from the definition that parses them: completion and the manual page are made of
// it, so they cannot know a word that a call does not, or miss one.

import type { Command, Option } from 'commander';

/** The value that an option takes. */
export interface ValueShape {
  /** The value's name in `--help`, such as `format`. */
  readonly name: string;
  /** The allowed words; empty when any text is allowed. */
  readonly words: readonly string[];
  readonly isFile: boolean;
}

export interface OptionShape {
  readonly long: string;
  readonly short: string | null;
  readonly description: string;
  /** The value, or null for a switch. */
  readonly value: ValueShape | null;
  readonly repeatable: boolean;
}

export interface CommandShape {
  readonly name: string;
  readonly summary: string;
  /** The arguments after the name: `[options] [FILE…]`. */
  readonly usage: string;
  readonly options: readonly OptionShape[];
  /** The allowed words of an operand; null when it is a file. */
  readonly operands: readonly string[] | null;
}

export interface ProgramShape {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  readonly options: readonly OptionShape[];
  readonly commands: readonly CommandShape[];
}

/** Returns the shape of a program and its commands, in order. */
export function programShape(program: Command): ProgramShape {
  return {
    name: program.name(),
    version: program.version() ?? '',
    summary: program.description(),
    options: optionsOf(program),
    commands: program.commands.map(commandShape),
  };
}

function commandShape(command: Command): CommandShape {
  const [first] = command.registeredArguments;
  return {
    name: command.name(),
    summary: command.description(),
    usage: command.usage(),
    options: optionsOf(command),
    operands: first?.argChoices ?? null,
  };
}

function optionsOf(command: Command): readonly OptionShape[] {
  return command.createHelp().visibleOptions(command).map(optionShape);
}

function optionShape(option: Option): OptionShape {
  const takesValue = option.required || option.optional;
  const name = /[<[]([^>\]]+)[>\]]/.exec(option.flags)?.[1] ?? '';
  return {
    long: option.long ?? '',
    short: option.short ?? null,
    description: option.description,
    value: takesValue
      ? {
          name,
          words: option.argChoices ?? wordsIn(option.description),
          isFile: ['file', 'override', 'folder', 'dir'].includes(name),
        }
      : null,
    repeatable: Array.isArray(option.defaultValue),
  };
}

/** Returns the words that a description lists, alone or after a colon: `with svg: light or dark`. */
function wordsIn(description: string): readonly string[] {
  const [, list] = /(?:^|: )((?:[a-z\d]+, )*[a-z\d]+ or [a-z\d]+)$/.exec(description) ?? [];
  return list?.split(/, | or /) ?? [];
}
