// Items of `ports` that Compose refuses. Why is said by `parse-ports.ts`; here it gets its place and advice.

import { deref, itemsOf, type Path, type TreeEntry } from '../../yaml/tree.ts';
import { nameList } from '../name-list.ts';
import type { Problem } from '../problem.ts';
import type { Service } from '../topology.ts';
import { interpolationProblems } from './interpolation-problems.ts';
import { rejected } from './rejected.ts';

/** The problems of the ports of one service. */
export function portProblems(
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
