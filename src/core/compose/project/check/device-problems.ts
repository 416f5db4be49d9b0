// Devices and reservations of devices that Compose refuses.

import { deref, itemsOf, type Path, type TreeEntry } from '../../../yaml/tree.ts';
import type { Problem } from '../../problem.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { readText } from '../values/read-text.ts';
import { rejected } from './rejected.ts';

type Fields = ReadonlyMap<string, TreeEntry>;

/** The problems of `devices`, `gpus` and `deploy.resources.reservations.devices` of the service `name`. */
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
    const message = `service '${name}' says both count and device_ids for one reservation`;
    problems.push(rejected('device-count-and-ids', message, 'Keep one of the two.', [...path, index]));
  }
  return problems;
}
