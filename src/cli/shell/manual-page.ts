// The manual page, in the macros of man(7), from the same definition as the parser of calls.

import type { CommandShape, OptionShape, ProgramShape } from './program-shape.ts';

const exits: readonly (readonly [number, string])[] = [
  [0, 'Success.'],
  [
    1,
    'check found something at or above --fail-on; edit was refused; diff opened a connection, a way in or a way out; verify found a difference.',
  ],
  [
    2,
    'The call is wrong, a file cannot be read or saved, or it gives no model. One line on standard error gives the reason.',
  ],
];

const variables: readonly (readonly [string, string])[] = [
  [
    'COMPOSE_FILE, COMPOSE_PATH_SEPARATOR, COMPOSE_PROFILES, COMPOSE_PROJECT_NAME',
    'Read as Docker Compose reads them.',
  ],
  ['NO_COLOR', 'If set, output has no colour.'],
  ['BULKHEAD_DEBUG', 'If 1, an unexpected failure is printed with its stack trace.'],
  ['NODE_DISABLE_COMPILE_CACHE', 'If 1, compiled code is not cached between calls.'],
];

const examples: readonly (readonly [string, string])[] = [
  ['bulkhead check', 'List the problems of the compose file in this folder.'],
  ['bulkhead explain outside db', 'Explain whether anything outside the host reaches the service db.'],
  [
    'bulkhead edit attach=web:back --write',
    'Put web on the network back and leave all other bytes unchanged.',
  ],
  ['bulkhead open', 'Open the same file as a picture in the browser.'],
];

/** Returns the commands that ask an Engine, always or with one of their options. */
function askingDocker(commands: readonly CommandShape[]): string {
  const always = commands
    .filter(({ name }) => name === 'verify' || name === 'recover')
    .map(({ name }) => name);
  const optional = commands.filter(({ options }) => options.some(({ long }) => long === '--docker'));
  return `${always.join(', ')}, and with --docker by ${optional.map(({ name }) => name).join(', ')}`;
}

/** Returns the manual page for man; `operations` are those of `edit` as they are written. */
export function manualPage(program: ProgramShape, operations: readonly string[]): string {
  const { name, version, summary, commands } = program;
  return [
    `.TH ${name.toUpperCase()} 1 "" "${name} ${roff(version)}" "User Commands"`,
    '.SH NAME',
    `${name} \\- ${roff(summary.replace(/\.$/, '').replace(/^./, (first) => first.toLowerCase()))}`,
    '.SH SYNOPSIS',
    `.B ${name}`,
    '.I command',
    '[options] [arguments]',
    '.SH DESCRIPTION',
    sentence(summary),
    sentence(`Files are read as Docker Compose reads them. Only ${askingDocker(commands)} ask Docker.`),
    '.SH COMMANDS',
    ...commands.flatMap((command) => commandLines(name, command)),
    '.SH OPERATIONS',
    'Of',
    '.BR edit .',
    'The operations of a call are one transaction, applied from left to right.',
    '.PP',
    // One line for each, however long.
    '.nf',
    ...operations.map((usage) => `.B ${roff(usage)}`),
    '.fi',
    '.SH EXIT STATUS',
    ...exits.flatMap(([code, words]) => ['.TP', `.B ${code}`, sentence(words)]),
    '.SH ENVIRONMENT',
    ...variables.flatMap(([variable, words]) => ['.TP', `.B ${roff(variable)}`, sentence(words)]),
    '.SH FILES',
    '.TP',
    '.I ~/.cache/bulkhead/compiled',
    sentence(
      'Compiled code of the command, from Node 22 on; in XDG_CACHE_HOME where that is set. It may be deleted at any time.',
    ),
    '.SH EXAMPLES',
    ...examples.flatMap(([call, words]) => ['.TP', `.B ${roff(call)}`, sentence(words)]),
    '.SH SEE ALSO',
    '.BR docker\\-compose (1)',
    '',
  ].join('\n');
}

function commandLines(program: string, { name, usage, summary, options }: CommandShape): readonly string[] {
  const words = summary.replace(/^./, (first) => first.toUpperCase());
  return [
    `.SS "${program} ${name} ${roff(usage).replaceAll('"', '\\(dq')}"`,
    sentence(`${words}.`),
    ...options.flatMap((option) => [
      '.TP',
      `.B ${roff(spelled(option))}`,
      sentence(`${option.description}.`),
    ]),
  ];
}

function spelled({ long, short, value }: OptionShape): string {
  const flags = short === null ? long : `${short}, ${long}`;
  return value === null ? flags : `${flags} <${value.name}>`;
}

/** Returns a line of text, escaped if a first dot or apostrophe would make it a macro. */
function sentence(text: string): string {
  return roff(text).replace(/^[.']/, '\\&$&');
}

function roff(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('…', '...').replaceAll('`', "'");
}
