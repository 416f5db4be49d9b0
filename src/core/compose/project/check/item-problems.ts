// Items of lists that have the right form, but say nothing that Compose can use.

import { deref, itemsOf, type Path, type TreeEntry } from '../../../yaml/tree.ts';
import type { Problem } from '../../problem.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { readInteger } from '../values/read-number.ts';
import { readText, readTexts } from '../values/read-text.ts';
import { rejected } from './rejected.ts';

type Fields = ReadonlyMap<string, TreeEntry>;
type Environment = ReadonlyMap<string, string>;

/** The problems of `extra_hosts`, `expose`, `links`, `healthcheck.test` and `develop.watch` of the service `name`. */
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
    const message = `service '${name}': item ${index + 1} of 'expose' is no port`;
    const advice = 'Write the number of a port, or a range such as "3000-3005".';
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
  const advice = 'Start the list with CMD, CMD-SHELL or NONE, or write the command as one text.';
  return [rejected('invalid-healthcheck', message, advice, [...path, 'healthcheck', 'test', 0])];
}

function watchProblems(name: string, entry: TreeEntry | undefined, environment: Environment, path: Path) {
  return itemsOf(fieldsOf(entry?.value).get('watch')?.value).flatMap((item, index) => {
    const keys = fieldsOf(item);
    const text = (key: string) => readText(keys.get(key)?.value, environment);
    const at: Path = [...path, 'develop', 'watch', index];
    const lacks = (key: string) => {
      const message = `service '${name}': item ${index + 1} of 'develop.watch' has no ${key}`;
      return [rejected('invalid-watch', message, `Say which '${key}' it has.`, at)];
    };
    if (text('path') === '') return lacks('path');
    return text('action')?.startsWith('sync') && !text('target') ? lacks('target') : [];
  });
}
