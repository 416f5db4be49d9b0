// For tests only: the model of a whole file, without the machinery of documents and fragments.

import { parseTree } from '../../../yaml/parse-tree.ts';
import { childOf, entriesOf } from '../../../yaml/tree.ts';
import type { Service, Topology } from '../../topology.ts';
import { assembleTopology } from '../read/assemble-topology.ts';
import { projectNetwork } from '../read/project-network.ts';
import { projectService } from '../read/project-service.ts';

const modelled = ['services', 'networks', 'name', 'version'];

/** Reads the text of a compose file; `values` are the variables that are set. */
export function topologyOf(text: string, values: Readonly<Record<string, string>> = {}): Topology {
  const { tree } = parseTree(text);
  const environment = new Map(Object.entries(values));
  return assembleTopology({
    services: entriesOf(childOf(tree, 'services')).map((e) => projectService(e.key, e.value, environment)),
    networks: entriesOf(childOf(tree, 'networks')).map((e) => projectNetwork(e.key, e.value, environment)),
    name: childOf(tree, 'name'),
    otherKeys: entriesOf(tree)
      .map((entry) => entry.key)
      .filter((key) => !modelled.includes(key) && !key.startsWith('x-')),
    environment,
  });
}

/** Reads one service from the lines of its body. */
export function serviceOf(body: string, values: Readonly<Record<string, string>> = {}): Service {
  const { tree } = parseTree(body);
  return projectService('web', tree, new Map(Object.entries(values)));
}
