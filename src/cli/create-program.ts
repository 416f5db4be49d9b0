// The words of the command line. Each command is one file in `commands/` and one entry here.

import { Command } from 'commander';
import { version } from '../../package.json';
import { type CheckOptions, runCheck } from './commands/check.ts';
import { type EditOptions, runEdit } from './commands/edit.ts';
import { runExplain } from './commands/explain.ts';
import { type ExportOptions, runExport } from './commands/export.ts';
import { type ReachOptions, runReach } from './commands/reach.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';
import { addProjectOptions, type ProjectOptions } from './project-options.ts';

/** The program; `finish` is told the exit code of the command that ran. */
export function createProgram(io: Io, finish: (code: ExitCode) => void): Command {
  const program = new Command('bulkhead')
    .description('See, check and edit the networks of a Docker Compose file.')
    .version(version, '--version')
    .helpOption('--help')
    .helpCommand(false)
    .exitOverride();

  const addCommand = (name: string, summary: string, usage: string) =>
    addProjectOptions(
      program.command(name).description(summary).usage(`[options] ${usage}`).argument('[args...]'),
    );

  addCommand('check', 'findings, and exit code 1 where one objects', '[FILE | DIR…]')
    .option('--format <format>', 'pretty or json', 'pretty')
    .option('--fail-on <severity>', 'error, warning, info or never', 'error')
    .option('--rules <set>', 'rule set', 'default')
    .action(async (args: string[], options: CheckOptions) => finish(await runCheck(io, args, options)));

  addCommand('reach', 'who reaches whom', '[FILE | DIR…]')
    .option('--format <format>', 'table, json or mermaid', 'table')
    .option('--sparse', 'JSON without the pairs of which nothing holds')
    .action(async (args: string[], options: ReachOptions) => finish(await runReach(io, args, options)));

  addCommand('explain', 'why A reaches B, or why not; either may be outside or host', '[FILE] A B').action(
    async (args: string[], options: ProjectOptions) => finish(await runExplain(io, args, options)),
  );

  addCommand('edit', 'print the file with operations applied', '[FILE] OPERATION…')
    .option('--write', 'save the file instead')
    .option('--into <override>', 'write to an override file (not available yet)')
    .action(async (args: string[], options: EditOptions) => finish(await runEdit(io, args, options)));

  addCommand('export', 'the file in another form', '--to FORMAT [FILE]')
    .requiredOption('--to <format>', 'compose or mermaid')
    .action(async (args: string[], options: ExportOptions) => finish(await runExport(io, args, options)));

  return program;
}
