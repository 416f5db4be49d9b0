// The options that every command about a project takes.

import { type Command, Option } from 'commander';
import { defaultReachOptions } from '../../core/analysis/default-reach-options.ts';
import { engineLines, parseEngine } from '../../core/analysis/parse-engine.ts';
import type { Engine, ReachOptions } from '../../core/analysis/reach/reach-model.ts';
import { CallFailure } from '../call-failure.ts';

/** As commander collects them. */
export interface ProjectOptions {
  readonly projectName?: string;
  readonly profile: readonly string[];
  readonly envFile: readonly string[];
  readonly engine: Engine;
  readonly userlandProxy: boolean;
  readonly directRouting?: boolean;
  readonly ipv6Default?: boolean;
  readonly firewallBackend?: ReachOptions['firewallBackend'];
  /** Files of different folders are meant as one project. */
  readonly merge?: boolean;
  /** Each file stands for the project that it is a part of. */
  readonly each?: boolean;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** Adds the options to `command`. */
export function addProjectOptions(command: Command): Command {
  return command
    .option('-p, --project-name <name>', 'project name, as Compose')
    .option('--profile <name>', "active profile, repeatable; '*' is all", collect, [])
    .option('--env-file <file>', 'variables instead of .env, repeatable', collect, [])
    .option('--merge', 'merge files of different folders, in the order given')
    .addOption(
      new Option(
        '--engine <version>',
        `Docker Engine to predict: ${engineLines[0]} to ${engineLines.at(-1)}, or X.Y.Z`,
      )
        .argParser(readEngine)
        .default(defaultReachOptions.engine, `"${defaultReachOptions.engine.text}"`),
    )
    .option('--no-userland-proxy', 'the daemon runs without its userland proxy')
    .option('--direct-routing', 'the daemon allows direct routing')
    .option('--ipv6-default', 'the daemon gives IPv6 to networks that do not say (default-network-opts)')
    .addOption(
      new Option('--firewall-backend <name>', 'what the daemon writes its rules with')
        .choices(['iptables', 'nftables'])
        .default('iptables'),
    );
}

/** The Engine and its switches. */
export function engineOptions({
  engine,
  userlandProxy,
  directRouting,
  ipv6Default,
  firewallBackend,
}: ProjectOptions): Omit<ReachOptions, 'profiles' | 'project' | 'elsewhere'> {
  return {
    engine,
    userlandProxy,
    directRouting: directRouting ?? false,
    ipv6Default: ipv6Default ?? false,
    firewallBackend: firewallBackend ?? 'iptables',
  };
}

/** The Engine that `--engine` names. */
export function readEngine(text: string): Engine {
  const engine = parseEngine(text);
  if (engine !== null) return engine;
  throw new CallFailure(`--engine ${text}: no Engine version. Give ${engineLines.join(', ')} or X.Y.Z.`);
}
