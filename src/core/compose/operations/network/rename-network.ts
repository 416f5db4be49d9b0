// Renaming a network, in every service that names it, and in anchors.

import { type Edits, normalizeEdits, type TextEdit } from '../../../text/edit.ts';
import { ok, type Result, refuse } from '../../../text/result.ts';
import { effectiveValue, writtenNames } from '../../../yaml/effective-node.ts';
import { findNode } from '../../../yaml/slice.ts';
import { dockerNameOf } from '../../docker-name-of.ts';
import type { ComposeDocument } from '../../document.ts';
import type { Network, Service, Topology } from '../../topology.ts';
import type { Planned } from '../document-edit.ts';
import { networkField, textField, wordField } from '../field.ts';
import { move } from '../membership/move.ts';
import { operationKind } from '../operation-kind.ts';
import { type ReferencePlace, renamedFragments, withReferences, writtenAt } from '../renaming/references.ts';
import type { RenamingFile } from '../service/rename-service.ts';
import { chain } from '../steps/chain.ts';
import { change, editNetwork, networkOf } from '../steps/edit-entity.ts';
import { intentNameEdits } from '../steps/intent-statements.ts';
import { editFile, refuseName, renameEdits } from '../steps/whole-file.ts';
import { writeEdits } from '../steps/write-edits.ts';

declare module '../operation.ts' {
  interface Operations {
    'rename-network': RenameNetwork;
  }
}

export interface RenameNetwork {
  readonly type: 'rename-network';
  readonly network: string;
  readonly to: string;
  /** True to write `name: <project>_OLD`, so that the network stays the same in Docker; needs a top-level `name`. */
  readonly keepName?: boolean;
}

const renameNetwork = operationKind<RenameNetwork>({
  type: 'rename-network',
  effect:
    'Renames a network and every reference to it, in all files of the project; `keep-name` writes `name: <project>_OLD`, so that it stays the same network in Docker.',
  fields: [
    networkField,
    textField('to', ':NAME', ['renamed'], 'new-name'),
    wordField<Pick<RenameNetwork, 'keepName'>>(
      'keep-name',
      { keepName: true },
      {},
      ({ keepName }) => keepName === true,
    ),
  ],
  keys: ['name'],
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
    if (keepName && document.topology.name === null && known.value.external !== true) {
      return refuse('unknown-project', 'the file has no top-level `name`, so the name in Docker is unknown');
    }
    const dockerName = preservedName(document.topology, known.value, keepName === true);
    const silent = implicitMembers(document.topology, name);
    const operation: RenameNetwork = {
      type: 'rename-network',
      network: name,
      to,
      keepName: keepName === true,
    };
    const naming = { topology: document.topology, declares: true };
    return chain(document, [
      () =>
        ok([
          {
            do: 'everywhere',
            write: (current) => networkNameEdits(current, operation, naming),
            carryOut: (fragments) => {
              const places = referencesTo(
                name,
                to,
                dockerRename(document.topology, name, to, keepName === true),
              );
              return renamedFragments(fragments, { kind: 'network', name, to }, (tree) =>
                withReferences(tree, places, document.environment),
              );
            },
          },
        ]),
      ...silent.map(
        (service) =>
          (current: ComposeDocument): Planned =>
            move.plan(current, { type: 'move', service: service.name, from: name, to }),
      ),
      (current) =>
        dockerName === null
          ? ok([])
          : editNetwork(current, to, (draft) =>
              change(draft, { do: 'add', path: draft.path, key: 'name', value: dockerName }),
            ),
    ]);
  },
});

export const operations = [renameNetwork];

/** Returns the edits of one file that replace a network's name everywhere. */
export function networkNameEdits(
  document: ComposeDocument,
  { network: name, to, keepName }: RenameNetwork,
  { topology, declares }: Pick<RenamingFile, 'topology' | 'declares'>,
): Result<Edits> {
  const places = referencesTo(name, to, dockerRename(topology, name, to, keepName === true));
  const intents = (current: ComposeDocument): Result<Edits> =>
    editFile(current, (slice) => ok(intentNameEdits(slice, current, 'network', name, to, topology)));
  const names = (current: ComposeDocument): Result<Edits> =>
    editFile(current, (slice) => {
      const edits: TextEdit[] = [];
      if (declares) {
        const declared = writtenNames(slice, findNode(slice, ['networks'])?.node);
        edits.push(...renameEdits(slice, declared, (text) => (text === name ? to : null)));
      }
      const all = findNode(slice, ['services'])?.node;
      for (const service of document.topology.services.keys()) {
        const node = effectiveValue(slice, all, service);
        for (const place of places)
          edits.push(...renameEdits(slice, writtenAt(slice, node, place), place.rename));
      }
      // An anchor that services share is one place.
      return ok(normalizeEdits([...new Map(edits.map((edit) => [edit.from, edit])).values()]));
    });
  return writeEdits(document, [
    { do: 'text', at: [], write: intents },
    { do: 'text', at: [], write: names },
  ]);
}

/** Returns the places where a service names a network: its list of networks, and its mode by the name in Docker. */
function referencesTo(
  name: string,
  to: string,
  docker: ReturnType<typeof dockerRename>,
): readonly ReferencePlace[] {
  return [
    { path: ['networks'], holds: 'names', rename: (text) => (text === name ? to : null) },
    {
      path: ['network_mode'],
      holds: 'text',
      rename: (text) => (text === docker?.before ? docker.after : null),
    },
  ];
}

/** Returns the Docker name that a `network_mode` uses for the network (A20), before and after; null where it stays or is unknown. */
function dockerRename(
  topology: Topology,
  name: string,
  to: string,
  keepName: boolean,
): { readonly before: string; readonly after: string } | null {
  const network = topology.networks.get(name);
  if (!network || network.dockerName !== null || preservedName(topology, network, keepName) !== null)
    return null;
  const before = dockerNameOf(network, topology.name);
  const after = dockerNameOf({ ...network, name: to }, topology.name);
  return before === null || after === null ? null : { before, after };
}

/** Returns the services that are on the network without naming it: they need the new name to stay on it (A3). */
export function implicitMembers(topology: Topology, name: string): readonly Service[] {
  return [...topology.services.values()].filter((service) =>
    service.attachments.some(
      (attachment) => attachment.network === name && attachment.membership === 'implicit-default',
    ),
  );
}

/** Returns the Docker name that must be written to stay the same; null where nothing needs to be written. */
export function preservedName(topology: Topology, network: Network, wanted: boolean): string | null {
  if (network.dockerName !== null) return null;
  // An external network is found by its name outside: that stays.
  return wanted || network.external === true ? dockerNameOf(network, topology.name) : null;
}
