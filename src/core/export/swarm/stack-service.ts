// One service of a Compose file in a stack. Networks and ports are planned before, for all services together.

import { withEntry, withValueAt } from '../../compose/operations/steps/expect-model.ts';
import { bytesOf } from '../../compose/project/values/byte-size.ts';
import type { Service } from '../../compose/topology.ts';
import { environmentOf } from '../../compose/workspace/seen-from.ts';
import { withoutRepeatedItems } from '../../rules/facts/stack-lists.ts';
import { listTree, mapTree, plainTree, textTree } from '../../yaml/make-tree.ts';
import { childOf, deref, itemsOf, type MapTree, type Path, scalarText, type Tree } from '../../yaml/tree.ts';
import { fileFromMain, insteadOf, mapOf, readOut, type StackContext } from './stack-context.ts';
import { stackEntry, textList } from './stack-keys.ts';
import { withMounts } from './stack-resources.ts';

/** The context that all services of the stack share. */
export interface StackServices {
  /** Names of the services in the stack. */
  readonly names: ReadonlySet<string>;
  networksOf(service: Service, said: Tree | null): Tree | null;
  portsOf(service: Service, said: Tree | null): Tree | null;
}

type Step = (context: StackContext, service: Service, tree: MapTree, at: Path) => MapTree;

/** Returns the entry of `service` in the stack file. */
export function stackService(context: StackContext, service: Service, all: StackServices): MapTree {
  const { workspace } = context.source;
  const at: Path = ['services', service.name];
  let tree = mapOf(readOut(workspace, 'service', service.name, service.tree));
  tree = without(tree, 'links');
  tree = insteadOf(tree, 'network_mode', 'networks', all.networksOf(service, childOf(tree, 'networks')));
  tree = withEntry(tree, 'ports', (tree) => all.portsOf(service, tree));
  tree = withEntry(tree, 'depends_on', (tree) => shortDependencies(context, service, tree, all.names));
  for (const step of steps) tree = step(context, service, tree, at);
  tree = withMounts(context, tree, at);
  const done = mapOf(
    stackEntry(context, 'service', tree, at, ['build', 'container_name', 'depends_on', 'expose']),
  );
  // A stack file refuses a key without a value.
  return withoutRepeatedItems({ ...done, entries: done.entries.filter(({ value }) => !isNothing(value)) });
}

function isNothing(tree: Tree): boolean {
  const node = deref(tree);
  return node === null || (node.kind === 'scalar' && node.value === null);
}

const steps: readonly Step[] = [
  withImage,
  withoutContainerName,
  withoutProfiles,
  withRestartPolicy,
  withReplicas,
  withLimits,
  withPlatform,
  withEnvironment,
  withEnvFiles,
  withSharedMemory,
  withHosts,
];

/** Returns `deploy` with a value at `way`, in place of the service's `key`. */
function deployInstead(tree: MapTree, key: string, way: readonly string[], value: Tree): MapTree {
  return insteadOf(tree, key, 'deploy', withValueAt(childOf(tree, 'deploy'), way, value));
}

function without(tree: MapTree, key: string): MapTree {
  return withEntry(tree, key, () => null);
}

function withImage({ note, source }: StackContext, service: Service, tree: MapTree, at: Path): MapTree {
  if (childOf(tree, 'build') === null) return tree;
  const bare = without(tree, 'build');
  const where: Path = [...at, 'build'];
  if (service.image !== null) {
    note(
      'changed',
      'build',
      where,
      `A stack only runs images: docker compose build, then push ${service.image} to a registry that every machine reaches.`,
    );
    return bare;
  }
  const image = source.project === null ? service.name : `${source.project}-${service.name}`;
  note(
    'changed',
    'build',
    where,
    `A stack only runs images, and this one has no name: it is ${image} as Compose builds it. Tag it for a registry that every machine reaches, push it, and name it in \`image\`.`,
  );
  return insteadOf(tree, 'build', 'image', textTree(image));
}

function withoutContainerName(
  { note }: StackContext,
  { containerName }: Service,
  tree: MapTree,
  at: Path,
): MapTree {
  if (containerName === null) return tree;
  note(
    'changed',
    'container-name',
    [...at, 'container_name'],
    'A stack ignores it: tasks are named STACK_SERVICE.N and their id.',
  );
  return without(tree, 'container_name');
}

function withoutProfiles({ note }: StackContext, { profiles }: Service, tree: MapTree, at: Path): MapTree {
  if (childOf(tree, 'profiles') === null) return tree;
  if (profiles.length > 0)
    note(
      'changed',
      'profile',
      [...at, 'profiles'],
      'A stack has no profiles: the service is included, since its profile is active.',
    );
  return without(tree, 'profiles');
}

/** Returns `depends_on` in short form, since a stack starts everything at once and refuses the long form. */
function shortDependencies(
  { note }: StackContext,
  { name, dependsOn }: Service,
  tree: Tree | null,
  names: ReadonlySet<string>,
): Tree | null {
  if (tree === null) return null;
  const at: Path = ['services', name, 'depends_on'];
  const left = dependsOn.filter(({ service }) => names.has(service));
  for (const { service, condition } of left) {
    if (condition === 'service_started') continue;
    const what = condition === 'service_healthy' ? 'is healthy' : 'has completed successfully';
    note(
      'changed',
      'start-order',
      [...at, service],
      `A swarm does not wait until ${service} ${what}: ${name} must retry.`,
    );
  }
  if (left.some(({ condition }) => condition === 'service_started'))
    note('changed', 'start-order', at, 'A swarm starts services in no particular order.');
  if (left.length === 0) return null;
  if (tree.kind === 'seq')
    return { ...tree, items: tree.items.filter((item) => names.has(scalarText(item) ?? '')) };
  return textList(left.map(({ service }) => service));
}

function withRestartPolicy({ note }: StackContext, _service: Service, tree: MapTree, at: Path): MapTree {
  const restart = scalarText(childOf(tree, 'restart'));
  const bare = without(tree, 'restart');
  if (restart === null) return bare;
  const where: Path = [...at, 'restart'];
  if (childOf(childOf(tree, 'deploy'), 'restart_policy') !== null) {
    note('changed', 'restart', where, 'A stack ignores it; deploy.restart_policy is there already.');
    return bare;
  }
  const [, word = '', most] = /^(no|always|unless-stopped|on-failure)(?::(\d+))?$/.exec(restart) ?? [];
  const condition = word === 'no' ? 'none' : word === 'on-failure' ? word : 'any';
  const mapTree = deployInstead(tree, 'restart', ['restart_policy', 'condition'], textTree(condition));
  note('changed', 'restart', where, `A stack ignores it: deploy.restart_policy states it (${condition}).`);
  return most === undefined
    ? mapTree
    : withValueAt(mapTree, ['deploy', 'restart_policy', 'max_attempts'], plainTree(Number(most)));
}

function withReplicas({ note }: StackContext, { replicas }: Service, tree: MapTree, at: Path): MapTree {
  if (childOf(tree, 'scale') === null) return tree;
  note('changed', 'scale', [...at, 'scale'], 'In a stack it is deploy.replicas.');
  return deployInstead(tree, 'scale', ['replicas'], plainTree(replicas));
}

const limits = [
  ['mem_limit', 'limits', 'memory'],
  ['cpus', 'limits', 'cpus'],
  ['pids_limit', 'limits', 'pids'],
  ['mem_reservation', 'reservations', 'memory'],
] as const;

function withLimits({ note }: StackContext, _service: Service, tree: MapTree, at: Path): MapTree {
  let current = tree;
  for (const [key, section, what] of limits) {
    const text = scalarText(childOf(tree, key));
    if (text === null) continue;
    const isLimited = childOf(childOf(childOf(childOf(tree, 'deploy'), 'resources'), section), what) !== null;
    const unlimited = /^(?:0|-1)$/.test(text);
    note(
      'changed',
      'limit',
      [...at, key],
      unlimited ? 'It limits nothing.' : `In a stack it is deploy.resources.${section}.${what}.`,
    );
    const value = what === 'pids' ? plainTree(Number(text)) : textTree(text);
    current =
      isLimited || unlimited
        ? without(current, key)
        : deployInstead(current, key, ['resources', section, what], value);
  }
  return current;
}

/** Architectures in image names, and the equivalent names of nodes. */
const architectures: ReadonlyMap<string, string> = new Map([
  ['amd64', 'x86_64'],
  ['arm64', 'aarch64'],
  ['arm64/v8', 'aarch64'],
  ['arm/v7', 'armv7l'],
  ['arm/v6', 'armv6l'],
  ['386', 'i686'],
  ['ppc64le', 'ppc64le'],
  ['s390x', 's390x'],
  ['riscv64', 'riscv64'],
]);

function withPlatform({ note }: StackContext, _service: Service, tree: MapTree, at: Path): MapTree {
  const platform = scalarText(childOf(tree, 'platform'));
  if (platform === null) return tree;
  const [os = '', ...rest] = platform.split('/');
  const machine = architectures.get(rest.join('/'));
  if (rest.length > 0 && machine === undefined) return tree;
  const wanted = [`node.platform.os == ${os}`, ...(machine ? [`node.platform.arch == ${machine}`] : [])];
  const constraints = deref(childOf(childOf(childOf(tree, 'deploy'), 'placement'), 'constraints'));
  note(
    'changed',
    'platform',
    [...at, 'platform'],
    'In a stack it is deploy.placement.constraints, which choose its machines.',
  );
  const list =
    constraints?.kind === 'seq'
      ? { ...constraints, items: [...constraints.items, ...wanted.map(textTree)] }
      : textList(wanted);
  return deployInstead(tree, 'platform', ['placement', 'constraints'], list);
}

/** Returns `environment` with the value that Compose finds for a lone `KEY`, since a stack uses only the deploying shell. */
function withEnvironment({ source }: StackContext, service: Service, tree: MapTree): MapTree {
  const values = environmentOf(source.workspace, service.name);
  const foundFor = (key: string): string | undefined => values.get(key)?.replaceAll('$', '$$$$');
  return withEntry(tree, 'environment', (tree) => {
    if (tree?.kind === 'seq') {
      const items = tree.items.map((item) => {
        const text = scalarText(item) ?? '';
        const value = text.includes('=') ? undefined : foundFor(text);
        return value === undefined ? item : textTree(`${text}=${value}`);
      });
      return { ...tree, items };
    }
    if (tree?.kind !== 'map') return null;
    const entries = tree.entries.map((entry) => {
      const value = isNothing(entry.value) ? foundFor(entry.key) : undefined;
      return value === undefined ? entry : { ...entry, value: textTree(value) };
    });
    return { ...tree, entries };
  });
}

function withEnvFiles({ note, source }: StackContext, _service: Service, tree: MapTree, at: Path): MapTree {
  return withEntry(tree, 'env_file', (tree) => {
    if (tree === null) return null;
    const where: Path = [...at, 'env_file'];
    const moved = (item: Tree, place: Path): Tree => {
      const text = scalarText(item) ?? '';
      const path = fileFromMain(source.workspace, place, text);
      return path === text ? item : textTree(path);
    };
    note(
      'kept',
      'env-file',
      where,
      'It is read when the stack is deployed, from the folder of the stack file; variables in it are not expanded.',
    );
    if (tree.kind === 'scalar') return moved(tree, where);
    if (tree.kind !== 'seq') return tree;
    const items = tree.items.map((item, index) => {
      const node = deref(item);
      if (node?.kind !== 'map') return moved(item, [...where, index]);
      const isOptional = /^(?:false|no|off|n)$/i.test(scalarText(childOf(node, 'required')) ?? '');
      const optional = isOptional ? ' It must exist then.' : '';
      note('changed', 'env-file', [...where, index], `A stack only accepts the path.${optional}`);
      return moved(childOf(node, 'path') ?? textTree(''), [...where, index]);
    });
    return { ...tree, items };
  });
}

function withSharedMemory({ note }: StackContext, _service: Service, tree: MapTree, at: Path): MapTree {
  const bytes = bytesOf(scalarText(childOf(tree, 'shm_size')) ?? '');
  if (bytes === null) return tree;
  note(
    'changed',
    'shm-size',
    [...at, 'shm_size'],
    'A stack ignores it: a tmpfs of that size on /dev/shm replaces it.',
  );
  const mount = mapTree([
    ['type', textTree('tmpfs')],
    ['target', textTree('/dev/shm')],
    ['tmpfs', mapTree([['size', plainTree(bytes)]])],
  ]);
  return withEntry(without(tree, 'shm_size'), 'volumes', (tree) =>
    tree?.kind === 'seq' ? { ...tree, items: [...tree.items, mount] } : listTree([mount]),
  );
}

/** Returns `extra_hosts` as a list when a name has several addresses, since a mapping of them is refused. */
function withHosts(_context: StackContext, _service: Service, tree: MapTree): MapTree {
  return withEntry(tree, 'extra_hosts', (tree) => {
    if (tree?.kind !== 'map' || tree.entries.every(({ value }) => deref(value)?.kind === 'scalar'))
      return tree;
    return textList(
      tree.entries.flatMap(({ key, value }) => {
        const several = itemsOf(value);
        return (several.length > 0 ? several : [value]).map((tree) => `${key}:${scalarText(tree) ?? ''}`);
      }),
    );
  });
}
