// What Compose refuses about `networks` and `network_mode` of one service (rules A2, A4).

import { utf8Length } from '../../../text/utf8-length.ts';
import { deref, type Path, scalarText, type Tree, type TreeEntry } from '../../../yaml/tree.ts';
import type { Problem } from '../../problem.ts';
import type { Service } from '../../topology.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { rejected } from './rejected.ts';

/** Returns the problems of the networks and the network mode of a service. */
export function membershipProblems(
  service: Service,
  fields: ReadonlyMap<string, TreeEntry>,
): readonly Problem[] {
  const { name } = service;
  const problems: Problem[] = [];
  const path: Path = ['services', name, 'networks'];
  if (service.networksAndMode) {
    const message = `service '${name}' has both network_mode and networks`;
    const advice = 'Keep one of the two.';
    const at: Path = ['services', name, 'network_mode'];
    problems.push(rejected('network-mode-and-networks', message, advice, at));
  }
  const mode = fields.get('network_mode');
  const modeNode = deref(mode?.value);
  if (modeNode !== null && (modeNode.kind !== 'scalar' || typeof modeNode.value !== 'string')) {
    const message = `service '${name}': 'network_mode' must be a string`;
    const advice = 'Write none, host, bridge or service:NAME, or remove the line.';
    problems.push(rejected('invalid-network-mode', message, advice, ['services', name, 'network_mode']));
  }
  if (scalarText(modeNode) === 'service:') {
    const message = `service '${name}': 'network_mode' names no service to join`;
    const advice = 'Write service:NAME.';
    problems.push(rejected('invalid-network-mode', message, advice, ['services', name, 'network_mode']));
  }
  const networks = fields.get('networks');
  return [
    ...problems,
    ...listProblems(name, deref(networks?.value), path),
    ...interfaceProblems(service, path),
  ];
}

/** The longest interface name on Linux, in bytes without the terminator. */
const maxInterfaceBytes = 15;

/** Returns the problems of interface names, with which the Engine creates a container that it cannot start. */
function interfaceProblems({ name, attachments }: Service, path: Path): readonly Problem[] {
  const problems: Problem[] = [];
  const taken = new Map<string, string>();
  for (const { network, writtenAs = network, interfaceName } of attachments) {
    if (interfaceName === null || interfaceName.includes('$')) continue;
    const at: Path = [...path, writtenAs, 'interface_name'];
    const other = taken.get(interfaceName);
    if (utf8Length(interfaceName) > maxInterfaceBytes) {
      const message = `service '${name}': the interface name '${interfaceName}' is longer than ${maxInterfaceBytes} bytes, so the container cannot start`;
      problems.push(rejected('interface-name', message, 'Shorten it.', at));
    } else if (other !== undefined) {
      const message = `service '${name}': the networks '${other}' and '${writtenAs}' both name their interface '${interfaceName}', so the container cannot start`;
      problems.push(rejected('interface-name', message, 'Give one of them another name.', at));
    }
    taken.set(interfaceName, writtenAs);
  }
  return problems;
}

function listProblems(name: string, node: Tree | null, path: Path): readonly Problem[] {
  const problems: Problem[] = [];
  if (node === null) return problems;
  if (node.kind === 'scalar' && node.value === null) {
    // A4: unlike `[]`, an empty value is an error.
    const advice = 'Name a network below it, or remove the line to use the default network.';
    return [rejected('networks-null', `service '${name}' has an empty 'networks'`, advice, path)];
  }
  if (node.kind === 'seq') {
    for (const [index, item] of node.items.entries()) {
      const scalar = deref(item);
      if (scalar === null || (scalar.kind === 'scalar' && typeof scalar.value === 'string')) continue;
      const message = `service '${name}': item ${index + 1} of 'networks' is not the name of a network`;
      const advice =
        "Write the name only; options of a connection need the mapping form, 'NAME:' with keys below.";
      problems.push(rejected('invalid-networks', message, advice, [...path, index]));
    }
    return problems;
  }
  if (node.kind !== 'map') {
    const advice = 'Write one name per line, each after a hyphen.';
    return [
      rejected('invalid-networks', `service '${name}': 'networks' must be a list or a mapping`, advice, path),
    ];
  }
  for (const { key, value } of fieldsOf(node).values()) {
    const options = deref(value);
    if (!/^[a-zA-Z0-9._-]+$/.test(key)) {
      const message = `service '${name}': '${key}' is not a valid network name`;
      const advice = 'Use letters, digits, dots, hyphens and underscores only.';
      problems.push(rejected('invalid-networks', message, advice, [...path, key]));
    }
    const empty = options === null || (options.kind === 'scalar' && options.value === null);
    if (empty || options.kind === 'map') continue;
    const message = `service '${name}': the network '${key}' must be a mapping or empty`;
    const advice = `Put keys such as 'aliases' under '${key}', or leave it empty.`;
    problems.push(rejected('invalid-networks', message, advice, [...path, key]));
  }
  return problems;
}
