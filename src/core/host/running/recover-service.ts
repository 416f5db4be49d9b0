// One service of a recovered compose file, out of its containers. What the image says by itself is not repeated, as far as the
// image is known.

import type { Block, Part } from './compose-text.ts';
import type { ConfigJson, HealthcheckJson } from './inspect-json.ts';
import { composeLabel } from './read-inspected.ts';
import { attachmentParts, exposeParts, portParts } from './recover-attachments.ts';
import { mountParts, settingParts } from './recover-settings.ts';
import { addressesIn, isOnBridgeToo, type Recovery } from './recovery.ts';
import type { RunningContainer } from './running-host.ts';

type Writable = Extract<Part, { key: string }>['value'];

/** Returns the service `name`; `names` are those of the host's containers, for addresses in its environment. */
export function serviceBlock(
  recovery: Recovery,
  name: string,
  containers: readonly RunningContainer[],
  names: ReadonlySet<string>,
): Block {
  const [container, ...others] = containers;
  if (!container) throw new RangeError(`a service without a container: ${name}`);
  const { json } = container;
  const image = recovery.host.images.get(json.Image ?? '') ?? {};
  return {
    name,
    above: handConnectedComment(recovery, container),
    parts: [
      ...replicaParts(container, others),
      { key: 'image', value: json.Config.Image ?? json.Image ?? '' },
      ...nameParts(recovery, name, container, others.length),
      ...processParts(json.Config, image),
      ...attachmentParts(recovery, name, container),
      ...portParts(container),
      ...exposeParts(container, image),
      ...settingParts(recovery, container),
      ...mountParts(recovery, container),
      ...environmentParts(recovery, json.Config, image, names),
      ...mapParts('labels', labelsOf(json.Config, image)),
      ...healthcheckParts(json.Config, image),
      ...dependencyParts(recovery, json.Config),
    ],
  };
}

/** Suppresses CN303 for a container that a person connected by hand: only Compose is refused docker0 beside other networks. */
function handConnectedComment({ environment }: Recovery, container: RunningContainer): readonly string[] {
  if (environment !== 'addresses' || !isOnBridgeToo(container)) return [];
  return ['bulkhead-disable CN303 -- connected by hand, which the Engine allows'];
}

function replicaParts(first: RunningContainer, others: readonly RunningContainer[]): readonly Part[] {
  if (others.length === 0) return [];
  const shape = shapeOf(first);
  const unlike = others.filter((other) => shapeOf(other) !== shape).map(({ name }) => name);
  const comment = { comment: `${unlike.join(', ')} differs from ${first.name}, which is written here` };
  return [...(unlike.length === 0 ? [] : [comment]), { key: 'scale', value: others.length + 1 }];
}

/** Returns the settings that replicas of one service share. */
function shapeOf({ json, networks, mode }: RunningContainer): string {
  const { Image, Config, HostConfig } = json;
  return JSON.stringify([
    Image,
    Config.Cmd,
    Config.Env,
    HostConfig.PortBindings,
    mode,
    [...networks.keys()].sort(),
  ]);
}

/** Returns the names that Compose would not assign itself. */
function nameParts(
  { project }: Recovery,
  service: string,
  { name, number, id, mode, json }: RunningContainer,
  others: number,
): readonly Part[] {
  const parts: Part[] = [];
  const usual = [`${project.name}-${service}-${number}`, `${project.name}_${service}_${number}`];
  if (others === 0 && !usual.includes(name)) parts.push({ key: 'container_name', value: name });
  const { Hostname = '', Domainname = '' } = json.Config;
  // In the host's namespace the hostname is that of the host, in another container's namespace that of the other.
  const given = mode !== 'host' && !mode.startsWith('container:');
  if (given && Hostname !== '' && !id.startsWith(Hostname)) parts.push({ key: 'hostname', value: Hostname });
  if (given && Domainname !== '') parts.push({ key: 'domainname', value: Domainname });
  return parts;
}

/** Returns entry point, command, folder and user. A stated entry point removes the image's command. */
function processParts(config: ConfigJson, image: ConfigJson): readonly Part[] {
  const parts: Part[] = [];
  const entrypoint = config.Entrypoint ?? [];
  const command = config.Cmd ?? [];
  const differs = !isSameData(entrypoint, image.Entrypoint ?? []);
  if (differs) parts.push({ key: 'entrypoint', value: entrypoint });
  const usual = differs ? [] : (image.Cmd ?? []);
  if (!isSameData(command, usual)) parts.push({ key: 'command', value: command });
  const texts = [
    ['working_dir', config.WorkingDir, image.WorkingDir],
    ['user', config.User, image.User],
    ['stop_signal', config.StopSignal, image.StopSignal],
  ] as const;
  for (const [key, value = '', usually = ''] of texts) {
    if (value !== '' && value !== usually) parts.push({ key, value });
  }
  if (config.StopTimeout !== undefined && config.StopTimeout !== null)
    parts.push({ key: 'stop_grace_period', value: `${config.StopTimeout}s` });
  if (config.Tty === true) parts.push({ key: 'tty', value: true });
  if (config.OpenStdin === true) parts.push({ key: 'stdin_open', value: true });
  return parts;
}

function isSameData(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function environmentParts(
  { environment: detail }: Recovery,
  config: ConfigJson,
  image: ConfigJson,
  names: ReadonlySet<string>,
): readonly Part[] {
  const usual = new Set(image.Env ?? []);
  const added = (config.Env ?? []).filter((entry) => !usual.has(entry));
  const entries = added.map((entry): readonly [string, string | null] => {
    const cut = entry.indexOf('=');
    return cut < 0 ? [entry, null] : [entry.slice(0, cut), entry.slice(cut + 1)];
  });
  if (entries.length === 0) return [];
  switch (detail) {
    case 'values':
      return mapParts('environment', entries);
    case 'addresses':
      return mapParts(
        'environment',
        entries.map(([key, value]) => [key, value === null ? null : addressesIn(key, value, names)]),
      );
    case 'names':
      return [
        { comment: 'environment:  (values are left out; --with-environment writes them)' },
        ...entries.map(([key]) => ({ comment: `  ${/^[\w.-]+$/.test(key) ? key : JSON.stringify(key)}:` })),
      ];
  }
}

function mapParts(key: string, entries: readonly (readonly [string, string | null])[]): readonly Part[] {
  return entries.length === 0 ? [] : [{ key, value: Object.fromEntries(entries) }];
}

function labelsOf(config: ConfigJson, image: ConfigJson): readonly (readonly [string, string])[] {
  return Object.entries(config.Labels ?? {}).filter(
    ([key, value]) => !key.startsWith(composeLabel) && image.Labels?.[key] !== value,
  );
}

function healthcheckParts(config: ConfigJson, image: ConfigJson): readonly Part[] {
  const check = config.Healthcheck;
  if (!check || isSameData(check, image.Healthcheck)) return [];
  const test = check.Test ?? [];
  if (test[0] === 'NONE') return [{ key: 'healthcheck', value: { disable: true } }];
  const times = [
    ['interval', check.Interval],
    ['timeout', check.Timeout],
    ['start_period', check.StartPeriod],
    ['start_interval', check.StartInterval],
  ] as const satisfies readonly (readonly [string, HealthcheckJson['Interval']])[];
  const value: Record<string, Writable> = test.length === 0 ? {} : { test };
  for (const [key, time = 0] of times) if (time > 0) value[key] = duration(time);
  if (check.Retries) value.retries = check.Retries;
  return Object.keys(value).length === 0 ? [] : [{ key: 'healthcheck', value }];
}

function duration(nanoseconds: number): string {
  const milliseconds = Math.round(nanoseconds / 1e6);
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}

/** Returns `depends_on` from the label, in which Compose writes `db:service_healthy:true`; the last word is `restart`. */
function dependencyParts({ services }: Recovery, { Labels }: ConfigJson): readonly Part[] {
  const dependencies = (Labels?.[`${composeLabel}depends_on`] ?? '').split(',').filter((text) => text !== '');
  const all = dependencies.map((text) => {
    const [service = '', condition = 'service_started', restart = 'false'] = text.split(':');
    return { service, condition, restart: restart === 'true' };
  });
  const there = all.filter(({ service }) => services.has(service));
  const gone = all.filter(({ service }) => !services.has(service)).map(({ service }) => service);
  const parts: Part[] =
    gone.length === 0 ? [] : [{ comment: `depends on ${gone.join(', ')} too, which has no container here` }];
  if (there.length === 0) return parts;
  const plain = there.every(({ condition, restart }) => condition === 'service_started' && !restart);
  const value: Writable = plain
    ? there.map(({ service }) => service)
    : Object.fromEntries(
        there.map(({ service, condition, restart }) => [
          service,
          { condition, ...(restart ? { restart: true } : {}) },
        ]),
      );
  return [...parts, { key: 'depends_on', value }];
}
