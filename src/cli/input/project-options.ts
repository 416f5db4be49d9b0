// The options that every command about a project takes.

import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { type DaemonOptions, DaemonSettingError, daemonOptions } from '../../core/reach/daemon-settings.ts';
import { defaultReachOptions } from '../../core/reach/default-reach-options.ts';
import { engineKinds, engineLines, engineNames, parseEngine } from '../../core/reach/engine-kinds.ts';
import type { Engine, ReachOptions } from '../../core/reach/reach-model.ts';
import { CallFailure } from '../call-failure.ts';
import { collect } from './collect.ts';
import { readRuleSet } from './rule-set.ts';
import type { EnvironmentOptions } from './shown-variables.ts';

/** The project options as commander collects them. */
export interface ProjectOptions extends EnvironmentOptions {
  /** The files of `-f` in merge order; only some commands take it. */
  readonly file?: readonly string[];
  readonly projectName?: string;
  readonly profile: readonly string[];
  readonly envFile: readonly string[];
  readonly engine: Engine;
  readonly userlandProxy: boolean;
  readonly directRouting?: boolean;
  readonly ipv6Default?: boolean;
  readonly firewallBackend?: ReachOptions['firewallBackend'];
  /** Why the Engine's host differs from the machine that it runs on. */
  readonly foreignHost?: string;
  /** The path of the machine's record. */
  readonly machine?: string;
  /** The machine that the record describes; see `withMachine`. */
  readonly onMachine?: ReachOptions['machine'];
  /** The path of the record of `bulkhead observe`, and its content; see `withRecords`. */
  readonly observed?: string;
  readonly seen?: ReachOptions['observed'];
  /** The settings of the daemon's file; given switches win over them. */
  readonly daemon?: DaemonOptions;
  /** Podman runs without root. */
  readonly rootless?: boolean;
  /** Shows values of variables only as far as the picture needs them. */
  readonly hideValues?: boolean;
  /** Allows files of different folders in one project. */
  readonly merge?: boolean;
  /** The folder where the files were found, whose `.env` comes before the one beside the main file; absent for named files. */
  readonly from?: string;
  /** Each file stands for the project it belongs to. */
  readonly each?: boolean;
  /** The name of the rule set, for commands that take one. */
  readonly rules?: string;
}

/** Adds the project options to a command. */
export function addProjectOptions(command: Command): Command {
  return command
    .option('-p, --project-name <name>', 'project name, as Compose')
    .option('--profile <name>', "active profile, repeatable; '*' is all", collect, [])
    .option('--env-file <file>', 'variables in place of .env; repeatable', collect, [])
    .option(
      '--environment <names>',
      'environment variables that files may use: all, none, or names with commas; default none for serve, mcp and lsp',
    )
    .option('--merge', 'merge files of different folders, in the order given')
    .addOption(
      new Option(
        '--engine <version>',
        `Engine to predict: Docker's ${engineLines[0]} to ${engineLines.at(-1)}, or X.Y.Z; swarm, podman or podman-compose`,
      )
        .argParser(readEngine)
        .default(defaultReachOptions.engine, `"${defaultReachOptions.engine.text}"`),
    )
    .option('--no-userland-proxy', 'the daemon runs without its userland proxy')
    .option('--direct-routing', 'the daemon allows direct routing')
    .option('--ipv6-default', 'the daemon gives IPv6 to networks by default (default-network-opts)')
    .addOption(
      new Option('--firewall-backend <name>', "the daemon's firewall backend")
        .choices(['iptables', 'nftables'])
        .default(undefined, '"iptables"'),
    )
    .addOption(
      new Option('--daemon <file>', "the daemon's settings, from its daemon.json").argParser(readDaemonFile),
    )
    .option('--rootless', 'Podman runs without root');
}

/** Adds `-f` to a command. */
export function addFileOption(command: Command): Command {
  return command.option('-f, --file <file>', 'compose file, as Compose; repeatable', collect, []);
}

/** Returns the Engine and its switches; refuses a switch that the Engine does not have. */
export function engineOptions(
  options: ProjectOptions,
): Omit<ReachOptions, 'profiles' | 'project' | 'elsewhere'> {
  const {
    engine,
    userlandProxy,
    directRouting,
    ipv6Default,
    firewallBackend,
    rootless,
    daemon = {},
  } = options;
  const { daemonSwitches, rootless: canBeRootless } = engineKinds[engine.kind];
  // SW17: a swarm takes nftables, too.
  const [given] = daemonSwitches
    ? []
    : givenSwitches(engine.kind === 'swarm' ? { ...options, firewallBackend: 'iptables' } : options);
  if (given !== undefined) {
    throw new CallFailure(
      `${given} is a setting of Docker's daemon, which --engine ${engine.text} does not have. Leave it out.`,
    );
  }
  if (rootless === true && !canBeRootless) {
    throw new CallFailure(
      `--rootless with --engine ${engine.text}: this works only with podman and podman-compose. Rootless Docker is not predicted.`,
    );
  }
  const rules = readRuleSet(options.rules ?? 'default');
  return {
    ...(rules === 'default' ? {} : { rules }),
    ...(rootless === true ? { rootless } : {}),
    ...(daemon.daemon ? { daemon: daemon.daemon } : {}),
    engine,
    userlandProxy: userlandProxy && daemon.userlandProxy !== false,
    directRouting: directRouting ?? daemon.directRouting ?? false,
    ipv6Default: ipv6Default ?? daemon.ipv6Default ?? false,
    firewallBackend: firewallBackend ?? daemon.firewallBackend ?? 'iptables',
    ...(options.foreignHost === undefined ? {} : { foreignHost: options.foreignHost }),
    ...(options.onMachine ? { machine: options.onMachine } : {}),
    ...(options.seen ? { observed: options.seen } : {}),
  };
}

/** Returns the given switches of Docker's daemon, under the names of their options. */
function givenSwitches({
  userlandProxy,
  directRouting,
  ipv6Default,
  firewallBackend,
  daemon,
}: ProjectOptions): readonly string[] {
  return [
    ...(userlandProxy ? [] : ['--no-userland-proxy']),
    ...(directRouting ? ['--direct-routing'] : []),
    ...(ipv6Default ? ['--ipv6-default'] : []),
    ...(firewallBackend === 'nftables' ? ['--firewall-backend nftables'] : []),
    ...(daemon === undefined ? [] : ['--daemon']),
  ];
}

/** Returns the options with only the switches that their Engine has. */
export function withOwnSwitches<Options extends ProjectOptions>(options: Options): Options {
  const { daemonSwitches, rootless } = engineKinds[options.engine.kind];
  return {
    ...options,
    ...(rootless ? {} : { rootless: false }),
    ...(daemonSwitches
      ? {}
      : {
          userlandProxy: true,
          directRouting: false,
          ipv6Default: false,
          firewallBackend: 'iptables',
          daemon: undefined,
        }),
  };
}

/** Reads the settings of a daemon's file; an invalid file is a wrong call. */
function readDaemonFile(file: string): DaemonOptions {
  let members: unknown;
  try {
    members = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : 'it cannot be read';
    throw new CallFailure(`--daemon ${file}: ${why}. Give the machine's daemon.json.`);
  }
  if (typeof members !== 'object' || members === null || Array.isArray(members)) {
    throw new CallFailure(`--daemon ${file}: this is not a map of settings. Give the machine's daemon.json.`);
  }
  try {
    return daemonOptions({ ...members });
  } catch (error) {
    if (!(error instanceof DaemonSettingError)) throw error;
    throw new CallFailure(`--daemon ${file}: ${error.message}. Write it in the daemon's form.`);
  }
}

/** Returns the Engine that `--engine` names. */
export function readEngine(text: string): Engine {
  return readEngineOf('--engine', text);
}

/** Returns the Engine that an option names. */
export function readEngineOf(option: string, text: string): Engine {
  const engine = parseEngine(text);
  if (engine !== null) return engine;
  throw new CallFailure(`${option} ${text}: no such Engine. Give ${engineNames.join(', ')} or X.Y.Z.`);
}
