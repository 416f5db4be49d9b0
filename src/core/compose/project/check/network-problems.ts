// What Compose refuses in one entry of the top-level `networks` (semantics 1.3).

import { deref, type Path } from '../../../yaml/tree.ts';
import type { Problem } from '../../problem.ts';
import type { Network } from '../../topology.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { readText } from '../values/read-scalar.ts';
import { interpolationProblems } from './interpolation-problems.ts';
import { booleanProblem, rejected } from './rejected.ts';

/** Returns the problems of one network: first those of its form, then key by key. */
export function networkProblems(
  network: Network,
  environment: ReadonlyMap<string, string>,
): readonly Problem[] {
  const { name } = network;
  const path: Path = ['networks', name];
  if (network.isMalformed) {
    const advice = `Put keys such as 'driver' or 'internal' under '${name}', or leave it empty.`;
    return [rejected('invalid-network', `network '${name}' must be a mapping or empty`, advice, path)];
  }
  const problems: Problem[] = [...interpolationProblems(network.tree, environment, path)];
  const fields = fieldsOf(network.tree);
  for (const [key, value] of [
    ['internal', network.internal],
    ['external', network.external],
    ['attachable', network.attachable],
    ['enable_ipv6', network.enableIpv6],
  ] as const) {
    const problem = booleanProblem(`network '${name}'`, key, value, fields, [...path, key]);
    if (problem !== null) problems.push(problem);
  }
  for (const { key, value } of fieldsOf(fields.get('driver_opts')?.value).values()) {
    const node = deref(value);
    if (node?.kind !== 'scalar' || typeof node.value !== 'boolean') continue;
    const message = `network '${name}' sets the driver option '${key}' to an unquoted ${node.text}; it must be a string or a number`;
    const advice = `Put it in quotes: "${node.text}".`;
    problems.push(rejected('driver-option-boolean', message, advice, [...path, 'driver_opts', key]));
  }
  const old = readText(fieldsOf(fields.get('external')?.value).get('name')?.value, environment);
  if (old === null) return problems;
  const current = readText(fields.get('name')?.value, environment);
  if (current !== null && current !== old) {
    const message = `network '${name}' has two names: '${current}' in name and '${old}' in external.name`;
    problems.push(
      rejected('network-name-conflict', message, 'Keep name only.', [...path, 'external', 'name']),
    );
    return problems;
  }
  problems.push({
    kind: 'notice',
    code: 'obsolete-external-name',
    message: `network '${name}' uses the obsolete form external.name`,
    advice: `Write external: true and name: ${old} instead.`,
    path: [...path, 'external', 'name'],
    offset: null,
  });
  return problems;
}
