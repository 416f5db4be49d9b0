// What Compose refuses in one service alone: wrong forms, contradictions, missing parts. Names of other services are checked in
// `reference-problems.ts`.

import { deref, itemsOf, type Path, type Tree, type TreeEntry } from '../../../yaml/tree.ts';
import { nameList } from '../../name-list.ts';
import type { Problem } from '../../problem.ts';
import type { Service } from '../../topology.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { readInteger, readText, readTexts } from '../values/read-scalar.ts';
import { interpolationProblems } from './interpolation-problems.ts';
import { deviceProblems, itemProblems, mountProblems } from './item-problems.ts';
import { membershipProblems } from './membership-problems.ts';
import { booleanProblem, rejected } from './rejected.ts';

type Fields = ReadonlyMap<string, TreeEntry>;

const listKeys = ['links', 'external_links', 'expose', 'cap_add', 'cap_drop', 'security_opt', 'profiles'];
const pairKeys = ['depends_on', 'environment', 'labels', 'sysctls', 'extra_hosts'];

/** The keys of the first file format with their successors (semantics 4.7). */
const oldKeys: ReadonlyMap<string, string> = new Map([
  ['net', 'network_mode'],
  ['log_driver', 'logging.driver'],
  ['log_opt', 'logging.options'],
  ['volume_driver', 'the driver of a top-level volume'],
  ['dockerfile', 'build.dockerfile'],
]);

/** Returns the problems of one service. */
export function serviceProblems(
  service: Service,
  environment: ReadonlyMap<string, string>,
): readonly Problem[] {
  const { name } = service;
  const path: Path = ['services', name];
  const node = deref(service.tree);
  if (node?.kind !== 'map') return [noBody(name, node, path)];
  const fields = fieldsOf(node);
  return [
    ...nameProblems(name, path),
    ...interpolationProblems(node, environment, path),
    ...membershipProblems(service, fields),
    ...portProblems(service, fields, environment),
    ...replicaProblems(service, fields, environment),
    ...buildProblems(name, fields, environment),
    ...mountProblems(name, fields, environment),
    ...deviceProblems(name, fields, environment),
    ...itemProblems(name, fields, environment),
    ...formProblems(name, fields, path),
    ...booleanProblems(service, fields, path),
    ...imageProblems(service, fields, path),
  ];
}

function nameProblems(name: string, path: Path): readonly Problem[] {
  if (/^[a-zA-Z0-9._-]+$/.test(name)) return [];
  const advice = 'Use letters, digits, dots, hyphens and underscores only.';
  return [rejected('invalid-service-name', `'${name}' is not a valid service name`, advice, path)];
}

function booleanProblems(service: Service, fields: Fields, path: Path): readonly Problem[] {
  const values = [
    ['privileged', service.privileged],
    ['read_only', service.readOnly],
    ['use_api_socket', service.useApiSocket],
  ] as const;
  return values.flatMap(
    ([key, value]) => booleanProblem(`service '${service.name}'`, key, value, fields, [...path, key]) ?? [],
  );
}

function noBody(name: string, node: Tree | null, path: Path): Problem {
  const empty = node === null || (node.kind === 'scalar' && node.value === null);
  const advice = `Put keys such as 'image' under '${name}', indented below it.`;
  return empty
    ? rejected('empty-service', `service '${name}' is empty`, advice, path)
    : rejected('invalid-service', `service '${name}' must be a mapping`, advice, path);
}

function formProblems(name: string, fields: Fields, path: Path): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [key, entry] of fields) {
    const node = deref(entry.value);
    const successor = oldKeys.get(key);
    if (successor !== undefined) {
      const message = `service '${name}': '${key}' belongs to the first file format, which Compose no longer reads`;
      problems.push(rejected('legacy-key', message, `Use ${successor} instead.`, [...path, key]));
    }
    if (listKeys.includes(key) && node !== null && node.kind !== 'seq') {
      const message = `service '${name}': '${key}' must be a list`;
      problems.push(
        rejected('not-a-list', message, 'Write one item per line, each after a hyphen.', [...path, key]),
      );
    }
    if (pairKeys.includes(key) && node?.kind === 'scalar' && node.value !== null) {
      const message = `service '${name}': '${key}' must be a list or a mapping`;
      problems.push(rejected('not-a-list', message, 'Write one item per line below it.', [...path, key]));
    }
    if (key === 'user' && node !== null && (node.kind !== 'scalar' || typeof node.value !== 'string')) {
      const message = `service '${name}': 'user' must be a string`;
      const advice =
        node.kind === 'scalar' && node.text !== ''
          ? `Put it in quotes: "${node.text}".`
          : 'Write it as "1000:1000".';
      problems.push(rejected('user-not-text', message, advice, [...path, key]));
    }
  }
  return problems;
}

function imageProblems(service: Service, fields: Fields, path: Path): readonly Problem[] {
  if (service.image !== null || service.hasBuild || service.isProvider) return [];
  // The extended service may have an image.
  if (service.extendsFrom !== null) return [];
  if (!fields.has('image')) {
    const message = `service '${service.name}' has neither an image nor a build`;
    return [rejected('no-image', message, 'Add an image or a build.', path)];
  }
  const message = `service '${service.name}' has an empty image`;
  const advice = 'Name an image; if a variable holds it, give the variable a value or a default.';
  return [rejected('no-image', message, advice, [...path, 'image'])];
}

/** Returns the problems of `build` of the service `name`. */
function buildProblems(
  name: string,
  fields: ReadonlyMap<string, TreeEntry>,
  environment: ReadonlyMap<string, string>,
): readonly Problem[] {
  const build = fieldsOf(fields.get('build')?.value);
  const path: Path = ['services', name, 'build'];
  const problems: Problem[] = [];
  if (build.has('dockerfile') && build.has('dockerfile_inline')) {
    const message = `service '${name}' has both dockerfile and dockerfile_inline`;
    const at: Path = [...path, 'dockerfile_inline'];
    problems.push(rejected('two-dockerfiles', message, 'Keep one of the two.', at));
  }
  const platform = readText(fields.get('platform')?.value, environment);
  const platforms = build.get('platforms')?.value;
  if (platform && itemsOf(platforms).length > 0 && !readTexts(platforms, environment).includes(platform)) {
    const message = `service '${name}' runs on '${platform}', but its build does not target that platform`;
    const advice = `Add '${platform}' to build.platforms.`;
    problems.push(rejected('platform-not-built', message, advice, [...path, 'platforms']));
  }
  return problems;
}

/** Returns the problems of the ports of one service. */
function portProblems(
  service: Service,
  fields: ReadonlyMap<string, TreeEntry>,
  environment: ReadonlyMap<string, string>,
): readonly Problem[] {
  const entry = fields.get('ports');
  if (entry === undefined) return [];
  const path: Path = ['services', service.name, 'ports'];
  const node = deref(entry.value);
  if (node !== null && node.kind !== 'seq') {
    const advice = 'Write one port per line, each after a hyphen.';
    return [rejected('not-a-list', `service '${service.name}': 'ports' must be a list`, advice, path)];
  }
  const items = itemsOf(node);
  const problems: Problem[] = [];
  for (const port of service.ports) {
    if (port.problem === null) continue;
    const at: Path = [...path, port.index];
    // A variable that cannot be substituted is reported once, as such.
    if (interpolationProblems(items[port.index], environment, at).length > 0) continue;
    const message = `service '${service.name}': the port '${port.raw}' cannot be read: ${port.problem}`;
    const advice =
      port.unset.length > 0
        ? `Give ${nameList(port.unset)} a value or a default.`
        : 'Write "HOST:CONTAINER" or "IP:HOST:CONTAINER", with /udp at the end where needed.';
    problems.push(rejected('invalid-port', message, advice, at));
  }
  return problems;
}

/** Returns the problems of `scale`, `deploy.replicas` and `container_name`. */
function replicaProblems(
  service: Service,
  fields: ReadonlyMap<string, TreeEntry>,
  environment: ReadonlyMap<string, string>,
): readonly Problem[] {
  const { name, replicas, containerName } = service;
  const scale = readInteger(fields.get('scale')?.value, environment);
  const deployed = readInteger(fieldsOf(fields.get('deploy')?.value).get('replicas')?.value, environment);
  const path: Path = ['services', name];
  const at: Path = scale === null ? [...path, 'deploy', 'replicas'] : [...path, 'scale'];
  const problems: Problem[] = [];
  if (scale !== null && deployed !== null && scale !== deployed) {
    const message = `service '${name}' asks for ${scale} containers in scale and ${deployed} in deploy.replicas`;
    problems.push(rejected('replicas-conflict', message, 'Keep one of the two.', at));
  }
  if (replicas < 0) {
    const message = `service '${name}' asks for ${replicas} containers`;
    problems.push(rejected('negative-replicas', message, 'Use 0 or more.', at));
  }
  if (replicas > 1 && containerName !== null) {
    const message = `service '${name}' asks for ${replicas} containers, but they cannot all be named '${containerName}'`;
    const advice = 'Remove container_name, or run one container.';
    problems.push(rejected('container-name-replicas', message, advice, [...path, 'container_name']));
  }
  return problems;
}
