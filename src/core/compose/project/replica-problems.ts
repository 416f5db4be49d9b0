// How many containers a service wants, and what cannot go together with that number (semantics 1.1, 1.6).

import type { Path, TreeEntry } from '../../yaml/tree.ts';
import type { Problem } from '../problem.ts';
import type { Service } from '../topology.ts';
import { fieldsOf } from './fields-of.ts';
import { readInteger } from './read-number.ts';
import { rejected } from './rejected.ts';

/** The problems of `scale`, `deploy.replicas` and `container_name`. */
export function replicaProblems(
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
    const message = `service '${name}' wants ${replicas} containers, but they cannot all be named '${containerName}'`;
    const advice = 'Take container_name out, or keep to one container.';
    problems.push(rejected('container-name-replicas', message, advice, [...path, 'container_name']));
  }
  return problems;
}
