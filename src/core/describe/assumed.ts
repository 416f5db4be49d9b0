// What a prediction rests on beside the files, built here for JSON, Markdown and the page, so that the limits of a prediction are stated
// with it.

import type { ProjectName } from '../compose/environment/project-name.ts';
import type { Topology } from '../compose/topology.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Assumed } from '../contracts/assumed.ts';
import { type EngineAdvisory, engineAdvisories, engineKinds, isRootless } from '../reach/engine-kinds.ts';
import { addressFamilies } from '../reach/families.ts';
import { measuredLines } from '../reach/namespaces/evidence.ts';
import type { AssumedMachine, ReachOptions } from '../reach/reach-model.ts';
import { entriesOf } from '../yaml/tree.ts';

/** Returns the assumptions behind a prediction; `nameFrom` is the source of the project's name in `options`. */
export function assumedOf(
  { files, missing, topology }: Workspace,
  options: ReachOptions,
  nameFrom: ProjectName['from'],
): Assumed {
  const advisories = engineAdvisories(options.engine);
  const lacking = missing.filter(({ optional }) => !optional).map(({ file }) => file);
  return {
    files: files.map(({ document }) => document.file),
    ...(lacking.length === 0 ? {} : { missingFiles: [...new Set(lacking)] }),
    project: { name: options.project, from: nameFrom },
    profiles: { active: options.profiles, known: topology.profiles },
    unsetVariables: topology.unsetVariables,
    outside: 'unknown',
    addressFamilies: addressFamilies(topology, options),
    ...(advisories.length === 0 ? {} : { advisories }),
    ...(options.foreignHost === undefined ? {} : { foreignHost: options.foreignHost }),
    ...(options.machine ? { machine: options.machine.assumed } : {}),
    notModelled: unmodelledKeys(topology),
  };
}

/** An assumption in words, with a label. */
export interface Assumption {
  readonly id:
    | 'file'
    | 'project'
    | 'engine'
    | 'advisory'
    | 'daemon'
    | 'host'
    | 'machine'
    | 'profiles'
    | 'variables'
    | 'families'
    | 'outside'
    | 'not-modelled';
  readonly label: string;
  readonly value: string;
  /** True when the assumption may change the prediction, so that it is marked. */
  readonly notable: boolean;
}

/** The source of a project name, in words. */
export const nameSources: { readonly [from in ProjectName['from']]: string } = {
  option: 'as given',
  environment: 'from COMPOSE_PROJECT_NAME',
  name: 'as the file says',
  folder: 'from the folder',
  unknown: 'unknown (the folder is not seen)',
};

function filesText({ files, missingFiles = [] }: Assumed): string {
  const lacking = missingFiles.length === 0 ? '' : `; missing: ${missingFiles.join(', ')}`;
  return `${files.join(' + ')}${lacking}`;
}

function projectText({ name, from }: ProjectName): string {
  return name === null ? nameSources.unknown : `${name}, ${nameSources[from]}`;
}

/**
 * Returns the Engine in words: the release that was measured, with its patch for Docker's Engine. A newer release is assumed to behave the
 * same.
 */
function engineText(options: ReachOptions): string {
  const { engine } = options;
  const { title, measured } = engineKinds[engine.kind];
  if (measured !== null) return `${title}${isRootless(options) ? ', rootless' : ''}; ${measured}`;
  const line = measuredLines.get(engine.major);
  if (!line) return `${engine.text}, by documentation`;
  if (engine.minor < line.since) return `${engine.text}, by documentation; measured: ${line.newest}`;
  return engine.text === line.newest
    ? `${engine.text}, measured`
    : `${engine.text}, as measured on ${line.newest}`;
}

/** Returns an advisory in words, with the affected releases when only the Engine's line is known. */
export function advisoryText({ id, effect, releases }: EngineAdvisory): string {
  return `${id}${releases === null ? '' : `, ${releases}`}: ${effect}`;
}

/** Returns the daemon's settings that differ from a fresh installation. */
function daemonText({
  engine,
  userlandProxy,
  directRouting,
  ipv6Default,
  firewallBackend,
  daemon = {},
}: ReachOptions): string {
  if (!engineKinds[engine.kind].daemonSwitches) return '';
  const switches = [
    userlandProxy ? '' : 'no userland proxy',
    directRouting ? 'direct routing' : '',
    ipv6Default === true ? 'IPv6 by default' : ipv6Default === 'unknown' ? 'perhaps IPv6 by default' : '',
    firewallBackend === 'nftables' ? 'nftables' : '',
    daemon.iptables === false ? 'no rules for IPv4' : '',
    daemon.ip6tables === false ? 'no rules for IPv6' : '',
    daemon.icc === false ? 'default bridge without icc' : '',
    daemon.ip === undefined ? '' : `ports of the default bridge on ${daemon.ip}`,
    daemon.ipv6 === true ? 'IPv6 on the default bridge' : '',
  ].filter((word) => word !== '');
  return switches.join(', ');
}

/** Returns a machine in words: its record, and the facts that the record leaves out. */
export function machineText({ from, assumed, unread = [] }: AssumedMachine): string {
  return [
    from,
    ...(assumed.length === 0 ? [] : [`assumed: ${assumed.join(', ')}`]),
    ...(unread.length === 0 ? [] : [`cannot be read, so that its firewall is unknown: ${unread.join(', ')}`]),
  ].join('; ');
}

function profilesText({ active, known }: Assumed['profiles']): string {
  if (known.length === 0) return 'none in the file';
  const taken = active.includes('*') ? known : known.filter((name) => active.includes(name));
  return `${taken.length} of ${known.length} active (${known.join(', ')})`;
}

function listText(items: readonly string[], none: string): string {
  return items.length === 0 ? none : items.join(', ');
}

/** Returns every assumption in words, in a fixed order. */
export function assumptions(assumed: Assumed, options: ReachOptions): readonly Assumption[] {
  const { files, missingFiles = [], project, profiles, unsetVariables } = assumed;
  const daemon = daemonText(options);
  const line = (id: Assumption['id'], label: string, value: string, notable = false): Assumption => ({
    id,
    label,
    value,
    notable,
  });
  return [
    line('file', files.length > 1 ? 'Files' : 'File', filesText(assumed), missingFiles.length > 0),
    line('project', 'Project', projectText(project)),
    line('engine', 'Engine', engineText(options)),
    ...(assumed.advisories ?? []).map((advisory) =>
      line('advisory', 'Known fault', advisoryText(advisory), advisory.releases === null),
    ),
    ...(daemon === '' ? [] : [line('daemon', 'Daemon', daemon, true)]),
    ...(assumed.foreignHost === undefined
      ? []
      : [line('host', 'Host', `unknown: ${assumed.foreignHost}`, true)]),
    ...(assumed.machine ? [line('machine', 'Machine', machineText(assumed.machine), true)] : []),
    line(
      'profiles',
      'Profiles',
      profilesText(profiles),
      profiles.known.length > 0 && profiles.active.length === 0,
    ),
    line('variables', 'Unset variables', listText(unsetVariables, 'none'), unsetVariables.length > 0),
    line('families', 'Addresses', assumed.addressFamilies.length > 1 ? 'IPv4 and IPv6' : 'IPv4'),
    line(
      'outside',
      'Outside',
      assumed.machine ? 'the LAN and the internet, told apart' : 'unknown, LAN or internet',
    ),
    line('not-modelled', 'Not modelled', listText(assumed.notModelled, 'nothing')),
  ];
}

// Keys of a service that the model reads, or that say nothing about networks and rights.
const modelledKeys = new Set(
  `image container_name hostname network_mode networks ports expose links external_links depends_on cap_add cap_drop
  privileged user environment labels volumes devices security_opt pid ipc uts cgroup userns_mode read_only profiles
  provider use_api_socket scale deploy volumes_from command entrypoint healthcheck extra_hosts dns restart extends`
    .trim()
    .split(/\s+/),
);

/** Returns the sorted keys of the files that have no effect in the model; extensions (`x-…`) are not meant to have one. */
function unmodelledKeys(topology: Topology): readonly string[] {
  const keys = new Set(topology.otherKeys);
  for (const { tree } of topology.services.values()) {
    for (const { key } of entriesOf(tree)) {
      if (!modelledKeys.has(key) && !key.startsWith('x-') && key !== '<<') keys.add(key);
    }
  }
  return [...keys].sort();
}
