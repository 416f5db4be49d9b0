// Renaming a network; every service that names it follows, also where an anchor says it.

import { ok, refuse } from '../../text/result.ts';
import { addEntry } from '../../yaml/add-entry.ts';
import { effectiveValue, type WrittenText, writtenNames } from '../../yaml/effective-node.ts';
import { findNode } from '../../yaml/slice.ts';
import { childOf } from '../../yaml/tree.ts';
import { dockerNameOf } from '../docker-name-of.ts';
import type { Network, Topology } from '../topology.ts';
import { chain } from './chain.ts';
import { change } from './draft.ts';
import { editNetwork, networkOf } from './edit-entity.ts';
import { intentNameEdits } from './intent-name-edits.ts';
import { move } from './move.ts';
import type { Planner } from './planner.ts';
import { renameEdits } from './rename-edits.ts';
import { editFile, refuseName } from './whole-file.ts';

export const renameNetwork: Planner<'rename-network'> = {
  plan(document, { network: name, to, keepName }) {
    const known = networkOf(document, name);
    if (!known.ok) return known;
    if (name === to) return ok([]);
    const refused = refuseName('network', to);
    if (refused) return refused;
    if (document.topology.networks.has(to)) return refuse('exists', `there is a network "${to}" already`);
    if (known.value.origin !== 'declared') {
      return refuse(
        'implicit-network',
        `${name} is not declared, so it has no other name; connect to a new network`,
      );
    }
    const services = [...document.topology.services.keys()];
    const renamed = (current: typeof document): ReturnType<typeof editFile> =>
      editFile(current, (slice) => {
        const written: WrittenText[] = [];
        const section = findNode(slice, ['networks'])?.node;
        written.push(...writtenNames(slice, section));
        const all = findNode(slice, ['services'])?.node;
        for (const service of services) {
          written.push(
            ...writtenNames(slice, effectiveValue(slice, effectiveValue(slice, all, service), 'networks')),
          );
        }
        return ok(renameEdits(slice, written, (text) => (text === name ? to : null)));
      });
    if (keepName && document.topology.name === null && known.value.external !== true) {
      return refuse(
        'unknown-project',
        'the file has no top-level `name`, so the name in Docker is not known',
      );
    }
    const kept = keptName(document.topology, known.value, keepName === true);
    // A3: who says nothing is on `default`, so it must say the new name to stay.
    const silent = [...document.topology.services.values()].filter((service) =>
      service.attachments.some((one) => one.network === name && one.membership === 'implicit-default'),
    );
    return chain(document, [
      (current) => editFile(current, (slice) => ok(intentNameEdits(slice, current, 'network', name, to))),
      renamed,
      ...silent.map(
        (service) =>
          (current: typeof document): ReturnType<typeof editFile> =>
            move.plan(current, { type: 'move', service: service.name, from: name, to }),
      ),
      (current) =>
        kept === null
          ? ok([])
          : editNetwork(current, to, (draft) =>
              change(draft, (slice) => addEntry(slice, draft.path, 'name', kept)),
            ),
    ]);
  },
  reduce(topology, { network: name, to, keepName }) {
    const services = new Map(topology.services);
    for (const [key, service] of services) {
      const attachments = service.attachments.map((one) =>
        one.network === name ? { ...one, network: to } : one,
      );
      // A provider, or a service with a mode, may write networks that the model does not count: they follow, too.
      if (childOf(service.tree, 'networks') || service.attachments.some((one) => one.network === name))
        services.set(key, { ...service, attachments });
    }
    const networks = new Map(
      [...topology.networks].map(([key, network]) => {
        if (key !== name) return [key, network] as const;
        const dockerName = keptName(topology, network, keepName === true) ?? network.dockerName;
        return [to, { ...network, name: to, id: `network:${to}` as const, dockerName }] as const;
      }),
    );
    return { ...topology, services, networks };
  },
};

/** The name in Docker that must be written so that it stays; null where it stays by itself or need not. */
function keptName(topology: Topology, network: Network, wanted: boolean): string | null {
  if (network.dockerName !== null) return null;
  // An external network is found by its name outside: that stays.
  return wanted || network.external === true ? dockerNameOf(network, topology.name) : null;
}
