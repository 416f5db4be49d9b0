// One service as a container: command, probes, resources.

import type {
  Container,
  ContainerPort,
  LifecycleHandler,
  Probe,
  ResourceRequirements,
} from 'kubernetes-types/core/v1';
import { bytesOf } from '../../compose/project/values/byte-size.ts';
import { secondsOf } from '../../compose/project/values/duration.ts';
import { readText, readTexts, readTri } from '../../compose/project/values/read-scalar.ts';
import { shellWords } from '../../compose/project/values/shell-words.ts';
import type { Service } from '../../compose/topology.ts';
import { listeningPorts, listeningRange } from '../../images/catalogue.ts';
import { childOf, deref, entriesOf, itemsOf, type Tree } from '../../yaml/tree.ts';
import type { Frame, Pod } from './kubernetes-frame.ts';
import { maxPorts } from './published.ts';
import { containerSecurity } from './security.ts';
import type { Settings } from './settings.ts';
import type { Storage } from './storage.ts';
import { byteQuantity, cpuQuantity, literally, serviceFields } from './values.ts';

/** Returns the container of `service` in `pod`. */
export function containerOf(
  frame: Frame,
  pod: Pod,
  service: Service,
  { settings, storage }: { readonly settings: Settings; readonly storage: Storage },
): Container {
  const { text, tri } = serviceFields(frame.workspace, service);
  const pull = pullPolicy(frame, service);
  const ports = containerPorts(service);
  const mounts = storage.mounts.get(service) ?? [];
  const resources = resourcesOf(frame, service);
  const probe = readinessOf(frame, service);
  const lifecycle = lifecycleOf(frame, service);
  const security = containerSecurity(frame, service);
  const workingDir = text('working_dir');
  return {
    name: pod.containers.get(service.name) ?? pod.name,
    image: imageOf(frame, service),
    ...(pull ? { imagePullPolicy: pull } : {}),
    ...commandOf(frame, service),
    ...(workingDir ? { workingDir } : {}),
    ...(settings.envFrom.length > 0 ? { envFrom: settings.envFrom } : {}),
    ...(ports.length > 0 ? { ports } : {}),
    ...(tri('stdin_open') === true ? { stdin: true } : {}),
    ...(tri('tty') === true ? { tty: true } : {}),
    ...(resources ? { resources } : {}),
    ...(probe ? { readinessProbe: probe } : {}),
    ...(lifecycle ? { lifecycle } : {}),
    ...(Object.keys(security).length > 0 ? { securityContext: security } : {}),
    ...(mounts.length > 0 ? { volumeMounts: mounts } : {}),
  };
}

function imageOf({ project, report }: Frame, service: Service): string {
  if (service.hasBuild) {
    const name = service.image ?? `${project}-${service.name}`;
    const message = `nodes do not build images: push it as ${name} to a registry that the nodes read, or name that in \`image\``;
    report.say('changed', 'build', service, ['build'], message);
    return name;
  }
  if (service.image !== null) return service.image;
  const name = `${project}-${service.name}`;
  report.say('lost', 'no-image', service, [], `the file names no image: ${name} is a placeholder`);
  return name;
}

function pullPolicy(frame: Frame, service: Service): string | null {
  const policy = serviceFields(frame.workspace, service).text('pull_policy');
  switch (policy) {
    case null:
    case 'build':
      return null;
    case 'always':
      return 'Always';
    case 'never':
      return 'Never';
    case 'missing':
    case 'if_not_present':
      return 'IfNotPresent';
    default: {
      const message = `${policy}: the image is pulled at every start`;
      frame.report.say('changed', 'pull-policy', service, ['pull_policy'], message);
      return 'Always';
    }
  }
}

/** Returns the command: Compose's `entrypoint` is Kubernetes' `command`, and `command` its `args`. */
function commandOf(frame: Frame, service: Service): Pick<Container, 'command' | 'args'> {
  const entrypoint = argumentsOf(frame, service, 'entrypoint');
  const command = argumentsOf(frame, service, 'command');
  if (entrypoint?.length === 0) {
    // The entry point of the image is removed: only the command is run.
    if (command && command.length > 0) return { command: command.map(literally) };
    const message =
      "Kubernetes cannot remove only the image's entry point: write the whole call in `command`";
    frame.report.say('lost', 'entrypoint', service, ['entrypoint'], message);
  }
  if (command?.length === 0 && !entrypoint) {
    const message = "Kubernetes cannot remove only the image's command: write the whole call in `entrypoint`";
    frame.report.say('lost', 'command', service, ['command'], message);
  }
  return {
    ...(entrypoint && entrypoint.length > 0 ? { command: entrypoint.map(literally) } : {}),
    ...(command && command.length > 0 ? { args: command.map(literally) } : {}),
  };
}

/** Returns the words of a command; null without one. */
function argumentsOf(
  frame: Frame,
  service: Service,
  key: 'command' | 'entrypoint',
): readonly string[] | null {
  const { tree, environment } = serviceFields(frame.workspace, service);
  const node = deref(tree(key));
  if (node === null) return null;
  if (node.kind === 'seq') return readTexts(node, environment);
  const text = readText(node, environment);
  return text === null ? null : splitWords(frame, service, text, [key]);
}

function splitWords(
  { report }: Frame,
  service: Service,
  text: string,
  path: readonly (string | number)[],
): readonly string[] {
  const words = shellWords(text);
  if (words === null) {
    report.say(
      'lost',
      'command',
      service,
      path,
      'it has an unclosed quote or bracket, so Compose refuses it',
    );
    return [];
  }
  return words;
}

/** Returns the stated ports, which are only information in Kubernetes. */
function containerPorts(service: Service): ContainerPort[] {
  return listeningPorts(service)
    .filter(({ inferred, protocol }) => !inferred && /^(?:tcp|udp|sctp)$/.test(protocol))
    .flatMap((port) => {
      const { first, last } = listeningRange(port);
      // Ports that are not listed answer all the same.
      const length = Math.min(last - first + 1, maxPorts);
      const protocol = port.protocol.toUpperCase();
      return Array.from({ length }, (_, index) => ({ containerPort: first + index, protocol }));
    })
    .slice(0, maxPorts);
}

/** An amount in Kubernetes' notation and as a number to compare. */
interface Amount {
  readonly quantity: string;
  readonly number: number;
  readonly path: readonly string[];
}

/** Returns limits and reservations: `deploy.resources` before the older keys. */
function resourcesOf(frame: Frame, service: Service): ResourceRequirements | null {
  const below = ['deploy', 'resources'];
  const limits: { [kind: string]: string } = {};
  const requests: { [kind: string]: string } = {};
  for (const [kind, key, older] of [
    ['cpu', 'cpus', ['cpus', '']],
    ['memory', 'memory', ['mem_limit', 'mem_reservation']],
  ] as const) {
    const [most, least] = (['limits', 'reservations'] as const).map((part, index) =>
      amountOf(frame, service, kind, [[...below, part, key], [older[index] ?? '']]),
    );
    if (most) limits[kind] = most.quantity;
    if (!least) continue;
    if (most && least.number > most.number) {
      const message = `${least.quantity} is more than the limit of ${most.quantity}`;
      frame.report.say('lost', 'quantity', service, least.path, message);
    } else requests[kind] = least.quantity;
  }
  if (Object.keys(limits).length + Object.keys(requests).length === 0) return null;
  return {
    ...(Object.keys(limits).length > 0 ? { limits } : {}),
    ...(Object.keys(requests).length > 0 ? { requests } : {}),
  };
}

/** Returns the first amount at one of `paths`; 0 counts as none. */
function amountOf(
  frame: Frame,
  service: Service,
  kind: 'cpu' | 'memory',
  paths: readonly (readonly string[])[],
): Amount | null {
  const { text } = serviceFields(frame.workspace, service);
  for (const path of paths) {
    const written = text(...path);
    if (written === null || Number(written) === 0) continue;
    const number = kind === 'cpu' ? Number(written) : bytesOf(written);
    const quantity = kind === 'cpu' ? cpuQuantity(written) : number === null ? null : byteQuantity(number);
    if (number === 0) continue;
    if (quantity !== null && number !== null) return { quantity, number, path };
    const message = `${written} is not an amount that Kubernetes accepts`;
    frame.report.say('lost', 'quantity', service, path, message);
  }
  return null;
}

/** Returns a health check as a readiness probe, since Compose's checks do not restart the container. */
function readinessOf(frame: Frame, service: Service): Probe | null {
  const { tree, text, tri, environment } = serviceFields(frame.workspace, service);
  const { report } = frame;
  if (tree('healthcheck') === null || tri('healthcheck', 'disable') === true) return null;
  const command = probeCommand(tree('healthcheck', 'test'), environment);
  if (command === null) {
    if (deref(tree('healthcheck', 'test'))?.kind !== 'seq') {
      const message = "it changes the image's health check, which the files do not show: write its `test`";
      report.say('lost', 'health-check', service, ['healthcheck'], message);
    }
    return null;
  }
  const away = service.mounts.find(
    ({ type, target }) => type === 'bind' && command.some((word) => word.includes(`${target}/`)),
  );
  if (away) {
    const message = `it runs a program in ${away.target}, which is not mounted: without a probe the container counts as ready`;
    report.say('lost', 'health-check', service, ['healthcheck'], message);
    return null;
  }
  const seconds = (key: string, otherwise: number): number => {
    const said = text('healthcheck', key);
    const value = said === null ? otherwise : secondsOf(said);
    if (value === null)
      report.say('lost', 'duration', service, ['healthcheck', key], `${said} is not a duration`);
    // Kubernetes counts whole seconds, at least one.
    return Math.max(1, Math.ceil(value === null || value === 0 ? otherwise : value));
  };
  const message =
    'a readiness probe: while it fails, the Services of the pod leave it out. As in Compose, nothing is restarted';
  report.say('changed', 'health-check', service, ['healthcheck'], message);
  return {
    exec: { command: command.map(literally) },
    periodSeconds: seconds('interval', 30),
    timeoutSeconds: seconds('timeout', 30),
    failureThreshold: Math.max(1, Number(text('healthcheck', 'retries')) || 3),
  };
}

/** Returns the command of a probe; null for none. */
function probeCommand(test: Tree | null, environment: ReadonlyMap<string, string>): readonly string[] | null {
  const words = readTexts(test, environment);
  const shell = (text: string): readonly string[] => ['/bin/sh', '-c', text];
  if (words.length === 0) return null;
  const [first = '', ...rest] = words;
  if (deref(test)?.kind !== 'seq') return shell(first);
  if (first === 'NONE') return null;
  if (first === 'CMD-SHELL') return shell(rest.join(' '));
  const command = first === 'CMD' ? rest : words;
  return command.length > 0 ? command : null;
}

/** Returns `post_start` and `pre_stop`: one command each, with the container's privileges. */
function lifecycleOf(frame: Frame, service: Service): Container['lifecycle'] | null {
  const { tree, environment } = serviceFields(frame.workspace, service);
  const { report } = frame;
  const hook = (key: 'post_start' | 'pre_stop'): LifecycleHandler | null => {
    const items = itemsOf(tree(key));
    for (const [index, item] of items.entries()) {
      if (index > 0)
        report.say('lost', 'hook', service, [key, index], 'a container has only one such command');
      for (const { key: option, value } of index > 0 ? [] : entriesOf(item)) {
        const meant = readText(value, environment) !== 'false' || readTri(value, environment, false) === true;
        if (option === 'command' || option.startsWith('x-') || !meant) continue;
        const message = "such a command runs with the container's user and privileges";
        report.say('lost', 'hook', service, [key, index, option], message);
      }
    }
    const command = childOf(items[0] ?? null, 'command');
    if (command === null) return null;
    const words =
      deref(command)?.kind === 'seq'
        ? readTexts(command, environment)
        : splitWords(frame, service, readText(command, environment) ?? '', [key, 0, 'command']);
    return words.length > 0 ? { exec: { command: [...words] } } : null;
  };
  const [postStart, preStop] = [hook('post_start'), hook('pre_stop')];
  if (!postStart && !preStop) return null;
  return { ...(postStart ? { postStart } : {}), ...(preStop ? { preStop } : {}) };
}
