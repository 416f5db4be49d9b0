// The options that a file is opened with: what is remembered for it or for all files, and the name of its project.

import { type ProjectName, projectName } from '../../../core/compose/environment/project-name.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import { type RuleSet, ruleSets } from '../../../core/findings/rule-sets.ts';
import { machineOf } from '../../../core/machine/machine-model.ts';
import type { MachineRecord } from '../../../core/machine/project-record.ts';
import type { DaemonChoice } from '../../../core/reach/daemon-settings.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { ProjectInput } from '../import/project-input.ts';
import { forgetPreference, readPreference, writePreference } from '../ui/preferences.ts';
import { onMachine } from './machine-options.ts';

// The switches of the daemon that a person set for a file, kept by the name of the file: another visit predicts the same.

type DaemonSwitches = Omit<DaemonChoice, 'daemon' | 'rootless'>;

/** Returns the daemon switches among `options`. */
function switchesOf({
  userlandProxy,
  directRouting,
  ipv6Default,
  firewallBackend,
}: ReachOptions): DaemonSwitches {
  return { userlandProxy, directRouting, ipv6Default, firewallBackend };
}

const asInstalled = switchesOf(defaultReachOptions);

/**
 * Returns `options` for another project: with the stored switches of `file` or those of a fresh installation, and without a machine or
 * other stacks.
 */
export function withKeptSwitches(options: ReachOptions, file: string | undefined): ReachOptions {
  const { daemon: _, elsewhere: __, machine: ___, observed: ____, ...rest } = options;
  const engine = engineWithoutMachine(options);
  return { ...rest, engine, ...asInstalled, ...(file === undefined ? {} : remembered(file)) };
}

/** Returns the Engine of `options`, or the default one when the record of a machine stated it. */
function engineWithoutMachine(options: ReachOptions): ReachOptions['engine'] {
  const { engine } = options;
  return machineOf(options)?.engine === engine.text ? defaultReachOptions.engine : engine;
}

/**
 * Returns the options for opening `project`. Profiles and machine come from the project. Daemon settings come from the project, else from
 * the stored ones of its main file, else from the machine.
 */
export function openingOptions(options: ReachOptions, project: ProjectInput): ReachOptions {
  const { input, profiles, daemon, machine = null } = project;
  const ownOptions = machineOptions(options, machine, input.order[0]);
  // Whoever gives settings has decided on the Engine, too.
  const given = daemon === undefined ? {} : { ...daemon, engine: options.engine };
  return { ...ownOptions, ...given, profiles: profiles ?? [] };
}

/** Returns the options for the machine of a record (null: no machine), with the stored switches of `file` overriding it. */
export function machineOptions(
  options: ReachOptions,
  record: MachineRecord | null,
  file: string | undefined,
): ReachOptions {
  const plain = withKeptSwitches(options, file);
  const on = record === null ? null : onMachine(plain, record);
  // What a draft, a link or a server brings was read before: a record that is none is as good as no record.
  if (on === null || !on.ok) return plain;
  return { ...on.value, ...(file === undefined ? {} : remembered(file)) };
}

/** Stores the switches of `options` for `file`; nothing when all have their defaults. */
export function keepSwitches(file: string, options: ReachOptions): void {
  const text = JSON.stringify(switchesOf(options));
  if (text === JSON.stringify(asInstalled)) forgetSwitches(file);
  else writePreference(`daemon.${file}`, text);
}

/** Forgets the stored switches of `file`. */
export function forgetSwitches(file: string): void {
  forgetPreference(`daemon.${file}`);
}

/** Returns the stored switches of a file, leaving out invalid values. */
function remembered(file: string): Partial<DaemonSwitches> {
  try {
    const found: unknown = JSON.parse(readPreference(`daemon.${file}`) ?? '{}');
    if (typeof found !== 'object' || found === null) return {};
    const entries = Object.entries(found).filter(([key, value]) =>
      key === 'firewallBackend'
        ? value === 'iptables' || value === 'nftables'
        : key in asInstalled && typeof value === 'boolean',
    );
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}

// The rule set that a person chose, used for whatever is opened: one choice for all files.

/** Returns `options` with the stored rule set, if it is a known one. */
export function withKeptRuleSet(options: ReachOptions): ReachOptions {
  const preference = readPreference('rules');
  const rules = ruleSets.find((ruleSet) => ruleSet === preference);
  return rules === undefined || rules === 'default' ? options : { ...options, rules };
}

/** Stores the rule set. */
export function keepRuleSet(rules: RuleSet): void {
  if (rules === 'default') forgetPreference('rules');
  else writePreference('rules', rules);
}

const unknownName: ProjectName = { name: null, from: 'unknown' };

/** Returns `options` with the project's name and its source; the same object when the name is unchanged. */
export function optionsFor(
  workspace: Workspace,
  options: ReachOptions,
  folder: string | null,
): { readonly options: ReachOptions; readonly nameFrom: ProjectName['from'] } {
  const named = projectName(null, workspace.input.environment, workspace.topology.name, folder);
  const { name, from } = named.ok ? named.value : unknownName;
  return { options: options.project === name ? options : { ...options, project: name }, nameFrom: from };
}
