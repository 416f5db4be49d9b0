// One service of the file, read as Compose reads it, without the others: whether names exist is checked in `validate-topology.ts`,
// which networks there are is decided in `assemble-topology.ts`.

import { deref, itemsOf, scalarText, type Tree } from '../../../yaml/tree.ts';
import type { Dependency, GrantedFile, Hook, Link, NetworkMode, Service, Tags } from '../../topology.ts';
import { parsePorts } from '../ports/parse-ports.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { collectUnset, interpolate } from '../values/interpolate.ts';
import { readExtraHosts, readKeyValues, readSettings } from '../values/read-key-values.ts';
import { readCount, readText, readTexts, readTri } from '../values/read-scalar.ts';
import { readAttachments } from './read-attachments.ts';
import { cleanPath, readMounts } from './read-mounts.ts';

const emptyTree: Tree = { kind: 'scalar', value: null, text: '', quoted: false, tag: null, from: 0, to: 0 };

/** Reads one service; a body that is no map gives a service without keys. */
export function projectService(
  name: string,
  tree: Tree | null,
  environment: ReadonlyMap<string, string>,
): Service {
  const fields = fieldsOf(tree);
  const value = (key: string) => fields.get(key)?.value;
  // An empty text is the same as no text to Compose: `user: ${UNSET}` is the user of the image.
  const text = (key: string) => readText(value(key), environment) || null;
  const texts = (key: string) => readTexts(value(key), environment);
  const isProvider = deref(value('provider'))?.kind === 'map';
  const attachments = readAttachments(fields.get('networks'), environment);
  const modeText = text('network_mode');
  const named = attachments.some((item) => item.membership !== 'implicit-default');
  const mode = readMode(value('network_mode'), environment, named);
  return {
    id: `service:${name}`,
    name,
    image: text('image'),
    hasBuild: hasContent(value('build')),
    buildPrivileged: readTri(fieldsOf(value('build')).get('privileged')?.value, environment, false),
    containerName: text('container_name'),
    hostname: text('hostname'),
    domainname: text('domainname'),
    mode,
    // A1: a provider is no container, so it is on no network.
    attachments: mode.kind === 'networks' && !isProvider ? attachments : [],
    networksAndMode: modeText !== null && named,
    macAddress: text('mac_address'),
    ports: parsePorts(value('ports'), environment),
    expose: texts('expose'),
    links: texts('links').map(readLink),
    externalLinks: texts('external_links'),
    dependsOn: readDependencies(value('depends_on'), environment),
    capAdd: texts('cap_add'),
    capDrop: texts('cap_drop'),
    privileged: readTri(value('privileged'), environment, false),
    hooks: readHooks(fields, environment),
    user: text('user'),
    environment: readSettings(value('environment'), environment),
    labels: readKeyValues(value('labels'), environment, ['labels']),
    sysctls: readKeyValues(value('sysctls'), environment, ['sysctls']),
    extraHosts: readExtraHosts(value('extra_hosts'), environment),
    dns: texts('dns'),
    dnsSearch: texts('dns_search'),
    dnsOpt: texts('dns_opt'),
    command: texts('command').join(' ') || null,
    commandItems: texts('command'),
    entrypoint: texts('entrypoint').join(' ') || null,
    healthcheck: readHealthcheck(value('healthcheck'), environment),
    mounts: readMounts(value('volumes'), environment),
    grantedFiles: [
      ...readGrantedFiles('configs', value('configs'), environment),
      ...readGrantedFiles('secrets', value('secrets'), environment),
    ],
    devices: readDevices(value('devices'), environment),
    deviceCgroupRules: texts('device_cgroup_rules'),
    securityOpt: texts('security_opt'),
    pid: text('pid'),
    ipc: text('ipc'),
    uts: text('uts'),
    cgroup: text('cgroup'),
    usernsMode: text('userns_mode'),
    readOnly: readTri(value('read_only'), environment, false),
    profiles: texts('profiles'),
    isProvider,
    useApiSocket: readTri(value('use_api_socket'), environment, false),
    models: readNames(value('models'), environment),
    replicas:
      readCount(value('scale'), environment) ??
      readCount(fieldsOf(value('deploy')).get('replicas')?.value, environment) ??
      1,
    ...readPlacement(value('deploy'), environment),
    volumesFrom: texts('volumes_from'),
    extendsFrom: readExtends(tree, environment),
    tags: readTags(value('x-bulkhead'), environment),
    unset: collectUnset(tree, environment),
    tree: tree ?? emptyTree,
  };
}

function readPlacement(
  deploy: Tree | undefined,
  environment: ReadonlyMap<string, string>,
): Pick<Service, 'placement'> {
  const fields = fieldsOf(deploy);
  const stated = fieldsOf(fields.get('placement')?.value).get('constraints')?.value;
  const constraints = readTexts(stated, environment);
  const isGlobal = readText(fields.get('mode')?.value, environment)?.startsWith('global') ?? false;
  return constraints.length > 0 || isGlobal ? { placement: { constraints, isGlobal } } : {};
}

function hasContent(tree: Tree | undefined): boolean {
  const node = deref(tree);
  return node !== null && !(node.kind === 'scalar' && node.value === null);
}

function readHooks(
  fields: ReturnType<typeof fieldsOf>,
  environment: ReadonlyMap<string, string>,
): readonly Hook[] {
  return (['post_start', 'pre_stop'] as const).flatMap((kind) =>
    itemsOf(fields.get(kind)?.value).map((item, index): Hook => {
      const privileged = readTri(fieldsOf(item).get('privileged')?.value, environment, false);
      return { kind, privileged, path: [kind, index] };
    }),
  );
}

/** Reads configs or secrets, each a name or a map; without a target Compose puts a config at the root and a secret below `/run/secrets`. */
function readGrantedFiles(
  kind: GrantedFile['kind'],
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly GrantedFile[] {
  const files: GrantedFile[] = [];
  const folder = kind === 'configs' ? '/' : '/run/secrets/';
  for (const [index, item] of itemsOf(tree).entries()) {
    const long = fieldsOf(item);
    const source = readText(deref(item)?.kind === 'map' ? long.get('source')?.value : item, environment);
    if (!source) continue;
    const said = readText(long.get('target')?.value, environment) || source;
    const target = cleanPath(said.startsWith('/') ? said : `${folder}${said}`);
    files.push({ kind, source, target, path: [kind, index] });
  }
  return files;
}

function readLink(text: string): Link {
  const colon = text.indexOf(':');
  if (colon < 0) return { service: text, alias: null };
  return { service: text.slice(0, colon), alias: text.slice(colon + 1) || null };
}

/** Reads the dependencies in file order. */
function readDependencies(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly Dependency[] {
  const started = 'service_started';
  if (deref(tree)?.kind !== 'map') {
    return readTexts(tree, environment).map((service) => ({ service, condition: started, required: true }));
  }
  return [...fieldsOf(tree).values()].map(({ key, value }) => {
    const fields = fieldsOf(value);
    return {
      service: key,
      condition: readText(fields.get('condition')?.value, environment) || started,
      required: readTri(fields.get('required')?.value, environment, true) !== false,
      ...(readTri(fields.get('restart')?.value, environment, false) === true
        ? { restart: true as const }
        : {}),
    };
  });
}

/** Reads the devices in file order. */
function readDevices(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly string[] {
  const devices: string[] = [];
  for (const item of itemsOf(tree)) {
    const node = deref(item);
    const fields = fieldsOf(node);
    const parts = ['source', 'target', 'permissions'].map((key) =>
      readText(fields.get(key)?.value, environment),
    );
    const text = node?.kind === 'map' ? parts.filter(Boolean).join(':') : readText(node, environment);
    if (text) devices.push(text);
  }
  return devices;
}

/** Returns the command of the health check, joined by spaces; null when there is none or it is disabled. */
function readHealthcheck(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): string | null {
  const fields = fieldsOf(tree);
  if (readTri(fields.get('disable')?.value, environment, false) === true) return null;
  const test = fields.get('test')?.value;
  const words = readTexts(test, environment);
  if (words.length === 0) return null;
  if (deref(test)?.kind !== 'seq') return words.join(' ');
  const [first = '', ...rest] = words;
  if (first === 'NONE') return null;
  return first === 'CMD' || first === 'CMD-SHELL' ? rest.join(' ') : words.join(' ');
}

/**
 * Reads `network_mode`; the mode is `networks` when the key is absent (`tree` undefined), or empty beside networks that are `named` (A19).
 */
function readMode(
  tree: Tree | undefined,
  environment: ReadonlyMap<string, string>,
  named: boolean,
): NetworkMode {
  if (tree === undefined) return { kind: 'networks' };
  const raw = scalarText(tree) ?? '';
  const { text, unset, problem } = interpolate(raw, environment);
  if (unset.length > 0 || problem !== null) return { kind: 'unknown', raw };
  if (text === '') return named ? { kind: 'networks' } : { kind: 'unknown', raw: '' };
  if (text === 'none') return { kind: 'none' };
  if (text === 'host') return { kind: 'host' };
  // The Engine takes `default` for its default bridge.
  if (text === 'bridge' || text === 'default') return { kind: 'bridge' };
  const match = /^(service|container):(.+)$/s.exec(text);
  const of = match?.[2];
  if (of === undefined) {
    // A20. Unknown: what cannot be the name of a network, and Compose's own word for no network, whose effect was not measured.
    const named = /^[A-Za-z0-9][\w.-]*$/.test(text) && text !== 'disabled';
    return named ? { kind: 'network', of: text } : { kind: 'unknown', raw };
  }
  return match?.[1] === 'service' ? { kind: 'service', of } : { kind: 'container', of };
}

/** Reads the names in file order, without the values of the map form. */
function readNames(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly string[] {
  return deref(tree)?.kind === 'map' ? [...fieldsOf(tree).keys()] : readTexts(tree, environment);
}

/** Reads the tags of a service; an unknown tier counts as none. */
function readTags(tree: Tree | null | undefined, environment: ReadonlyMap<string, string>): Tags {
  const fields = fieldsOf(tree);
  const tier = readText(fields.get('tier')?.value, environment);
  return {
    tier: tier === 'edge' || tier === 'app' || tier === 'data' ? tier : null,
    needs: readTexts(fields.get('needs')?.value, environment),
    external: readTri(fields.get('external')?.value, environment, false) === true,
  };
}

/** Returns the service that `extends` names, in short or long form; null when there is none. `file` is as written. */
export function readExtends(
  service: Tree | null,
  environment: ReadonlyMap<string, string>,
): Service['extendsFrom'] {
  const tree = fieldsOf(service).get('extends')?.value;
  const fields = fieldsOf(tree);
  const name = readText(tree, environment) ?? readText(fields.get('service')?.value, environment);
  if (!name) return null;
  return { service: name, file: readText(fields.get('file')?.value, environment) || null };
}
