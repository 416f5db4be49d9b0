// Items of lists of a service that have the right form, but values that Compose refuses.

import { deref, itemsOf, type Path, type TreeEntry } from '../../../yaml/tree.ts';
import { nameList } from '../../name-list.ts';
import type { Problem } from '../../problem.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { interpolate } from '../values/interpolate.ts';
import { readInteger, readText, readTexts } from '../values/read-scalar.ts';
import { rejected } from './rejected.ts';

type Fields = ReadonlyMap<string, TreeEntry>;
type Environment = ReadonlyMap<string, string>;

/** Returns the problems of `extra_hosts`, `expose`, `links`, `healthcheck.test` and `develop.watch` of the service `name`. */
export function itemProblems(name: string, fields: Fields, environment: Environment): readonly Problem[] {
  const path: Path = ['services', name];
  return [
    ...hostProblems(name, fields.get('extra_hosts'), environment, path),
    ...exposeProblems(name, fields.get('expose'), environment, path),
    ...linkProblems(name, fields.get('links'), environment, path),
    ...healthProblems(name, fields.get('healthcheck'), environment, path),
    ...watchProblems(name, fields.get('develop'), environment, path),
  ];
}

function hostProblems(name: string, entry: TreeEntry | undefined, environment: Environment, path: Path) {
  return itemsOf(entry?.value).flatMap((item, index) => {
    const text = readText(item, environment);
    if (text === null || (text.includes('=') ? text.indexOf('=') : text.indexOf(':')) > 0) return [];
    const message = `service '${name}': the host '${text}' needs a name and an address`;
    return [
      rejected('invalid-extra-host', message, 'Write "NAME=ADDRESS".', [...path, 'extra_hosts', index]),
    ];
  });
}

function exposeProblems(name: string, entry: TreeEntry | undefined, environment: Environment, path: Path) {
  return itemsOf(entry?.value).flatMap((item, index) => {
    const node = deref(item);
    const isPort =
      node?.kind === 'scalar' && (typeof node.value === 'string' || readInteger(node, environment) !== null);
    if (isPort) return [];
    const message = `service '${name}': item ${index + 1} of 'expose' is not a port`;
    const advice = 'Write a port number, or a range such as "3000-3005".';
    return [rejected('invalid-expose', message, advice, [...path, 'expose', index])];
  });
}

function linkProblems(name: string, entry: TreeEntry | undefined, environment: Environment, path: Path) {
  return itemsOf(entry?.value).flatMap((item, index) => {
    const text = readText(item, environment) ?? '';
    if (text.split(':').length < 3) return [];
    const message = `service '${name}': the link '${text}' has too many colons`;
    return [
      rejected('invalid-link', message, 'Write "SERVICE" or "SERVICE:ALIAS".', [...path, 'links', index]),
    ];
  });
}

function healthProblems(name: string, entry: TreeEntry | undefined, environment: Environment, path: Path) {
  const test = fieldsOf(entry?.value).get('test')?.value;
  if (deref(test)?.kind !== 'seq') return [];
  const [first] = readTexts(test, environment);
  if (first === undefined || first === 'CMD' || first === 'CMD-SHELL' || first === 'NONE') return [];
  const message = `service '${name}': 'healthcheck.test' starts with '${first}'`;
  const advice = 'Start the list with CMD, CMD-SHELL or NONE, or write the command as one string.';
  return [rejected('invalid-healthcheck', message, advice, [...path, 'healthcheck', 'test', 0])];
}

function watchProblems(name: string, entry: TreeEntry | undefined, environment: Environment, path: Path) {
  return itemsOf(fieldsOf(entry?.value).get('watch')?.value).flatMap((item, index) => {
    const keys = fieldsOf(item);
    const text = (key: string) => readText(keys.get(key)?.value, environment);
    const at: Path = [...path, 'develop', 'watch', index];
    const lacks = (key: string) => {
      const message = `service '${name}': item ${index + 1} of 'develop.watch' has no ${key}`;
      return [rejected('invalid-watch', message, `Add '${key}' to it.`, at)];
    };
    if (text('path') === '') return lacks('path');
    return text('action')?.startsWith('sync') && !text('target') ? lacks('target') : [];
  });
}

/** Returns the problems of the volumes of the service `name`; `resource-problems.ts` checks that named volumes are declared. */
export function mountProblems(
  name: string,
  fields: ReadonlyMap<string, TreeEntry>,
  environment: Environment,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [index, item] of itemsOf(fields.get('volumes')?.value).entries()) {
    const path: Path = ['services', name, 'volumes', index];
    const node = deref(item);
    if (node?.tag === '!reset') continue;
    if (node?.kind === 'map') {
      const keys = fieldsOf(node);
      const missing = missingKey(keys, environment);
      if (missing === null) continue;
      const message = `service '${name}': item ${index + 1} of 'volumes' lacks the key '${missing}'`;
      problems.push(rejected('invalid-volume', message, `Add '${missing}'.`, path));
      continue;
    }
    if (node?.kind !== 'scalar' || typeof node.value !== 'string') continue;
    const { text, unset, problem } = interpolate(node.text, environment);
    const reason = problem === null ? shortProblem(text) : null;
    if (reason === null) continue;
    const message = `service '${name}': the volume '${node.text}' cannot be read: ${reason}`;
    const advice =
      unset.length > 0
        ? `Give ${nameList(unset)} a value or a default.`
        : 'Write "SOURCE:TARGET" or "SOURCE:TARGET:ro", or only a target.';
    problems.push(rejected('invalid-volume', message, advice, path));
  }
  return problems;
}

function missingKey(keys: ReadonlyMap<string, TreeEntry>, environment: Environment): string | null {
  // A missing type is reported elsewhere.
  if (!keys.has('type')) return null;
  if (!keys.has('target')) return 'target';
  return readText(keys.get('type')?.value, environment) === 'bind' && !keys.has('source') ? 'source' : null;
}

/** Returns the reason why the short form of a volume is invalid; null when it is valid. */
function shortProblem(text: string): string | null {
  if (text === '') return 'it is empty';
  if (text.length < 3) return null;
  const parts = text.split(':');
  const sections: string[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] ?? '';
    // The colon behind a single letter is that of a Windows drive, wherever it stands.
    const drive = /^\p{L}$/u.test(part) && i + 1 < parts.length;
    sections.push(drive ? `${part}:${parts[++i] ?? ''}` : part);
  }
  if (sections.includes('')) return 'a part before, between or after its colons is empty';
  return sections.length > 3 ? 'it has too many colons' : null;
}

/** Returns the problems of `devices`, `gpus` and `deploy.resources.reservations.devices` of the service `name`. */
export function deviceProblems(
  name: string,
  fields: Fields,
  environment: ReadonlyMap<string, string>,
): readonly Problem[] {
  const problems: Problem[] = [];
  const path: Path = ['services', name];
  for (const [index, item] of itemsOf(fields.get('devices')?.value).entries()) {
    const keys = fieldsOf(item);
    const text = readText(item, environment) ?? '';
    const at: Path = [...path, 'devices', index];
    if (deref(item)?.kind === 'map' && keys.has('source') && !keys.has('target')) {
      const message = `service '${name}': item ${index + 1} of 'devices' lacks the key 'target'`;
      problems.push(rejected('invalid-device', message, "Add 'target'.", at));
    }
    if (text.split(':').length > 3) {
      const message = `service '${name}': the device '${text}' has too many colons`;
      const advice = 'Use the long form with source, target and permissions.';
      problems.push(rejected('invalid-device', message, advice, at));
    }
  }
  const reservations = fieldsOf(fieldsOf(fields.get('deploy')?.value).get('resources')?.value);
  const reserved = fieldsOf(reservations.get('reservations')?.value).get('devices');
  return [
    ...problems,
    ...exclusive(name, reserved, [...path, 'deploy', 'resources', 'reservations', 'devices']),
    ...exclusive(name, fields.get('gpus'), [...path, 'gpus']),
  ];
}

function exclusive(name: string, list: TreeEntry | undefined, path: Path): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [index, item] of itemsOf(list?.value).entries()) {
    const keys = fieldsOf(item);
    if (!keys.has('count') || !keys.has('device_ids')) continue;
    const message = `service '${name}' sets both count and device_ids for one reservation`;
    problems.push(rejected('device-count-and-ids', message, 'Keep one of the two.', [...path, index]));
  }
  return problems;
}
