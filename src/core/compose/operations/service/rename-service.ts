// Renaming a service, in every key that names services; on request also as a host name in texts.

import type { Edits, TextEdit } from '../../../text/edit.ts';
import { ok, type Result, refuse } from '../../../text/result.ts';
import { effectiveValue, writtenNames } from '../../../yaml/effective-node.ts';
import { findNode, type Slice } from '../../../yaml/slice.ts';
import { childOf, scalarText, type Tree } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { containerService } from '../../network-namespaces.ts';
import type { Topology } from '../../topology.ts';
import type { Planned } from '../document-edit.ts';
import { serviceField, textField } from '../field.ts';
import { alias } from '../membership/alias.ts';
import { operationKind } from '../operation-kind.ts';
import { hostEdits, withHostsRenamed } from '../renaming/follow-hosts.ts';
import {
  type ReferencePlace,
  type Rename,
  renamedFragments,
  withReferences,
  writtenAt,
} from '../renaming/references.ts';
import { chain } from '../steps/chain.ts';
import { serviceOf } from '../steps/edit-entity.ts';
import { intentNameEdits } from '../steps/intent-statements.ts';
import { editFile, refuseName, renameEdits } from '../steps/whole-file.ts';
import { writeEdits } from '../steps/write-edits.ts';

declare module '../operation.ts' {
  interface Operations {
    'rename-service': RenameService;
  }
}

export interface RenameService {
  readonly type: 'rename-service';
  readonly service: string;
  readonly to: string;
  readonly keepAlias: boolean;
  /** True to rename host names in environment, command, entry point, health check and labels, too. */
  readonly followHosts?: boolean;
}

const renameService = operationKind<RenameService>({
  type: 'rename-service',
  effect:
    'Renames a service and every reference to it, in all files of the project; `keep-alias` keeps the old name as an alias; `follow-hosts` also changes host names in environment, commands, health checks and labels.',
  fields: [
    serviceField,
    textField('to', ':NAME', ['renamed'], 'new-name'),
    {
      usage: '[:keep-alias][:follow-hosts]',
      parse: readOptions,
      format: ({ keepAlias, followHosts }) =>
        [...(keepAlias ? ['keep-alias'] : []), ...(followHosts ? ['follow-hosts'] : [])].join(':') || null,
      examples: () => [{ keepAlias: false }, { keepAlias: true, followHosts: true }],
    },
  ],
  keys: [],
  plan(document, operation) {
    const { service: name, to, keepAlias } = operation;
    const known = serviceOf(document, name);
    if (!known.ok) return known;
    if (name === to) return ok([]);
    const refused = refuseName('service', to);
    if (refused) return refused;
    if (document.topology.services.has(to)) return refuse('exists', `there is a service "${to}" already`);
    const networks = keepAlias ? known.value.attachments.map((attachment) => attachment.network) : [];
    const naming: RenamingFile = { topology: document.topology, declares: true, isNamespace: () => false };
    return chain(document, [
      () =>
        ok([
          {
            do: 'everywhere',
            write: (current) => serviceNameEdits(current, operation, naming),
            carryOut: (fragments) => {
              const places = referencesTo(name, to, naming);
              return renamedFragments(fragments, { kind: 'service', name, to }, (tree) => {
                const own = placesIn(tree, places, naming);
                const followed = withReferences(tree, own, document.environment);
                return operation.followHosts ? withHostsRenamed(followed, name, to) : followed;
              });
            },
          },
        ]),
      ...networks.map(
        (network) =>
          (current: ComposeDocument): Planned =>
            alias.plan(current, { type: 'alias', service: to, network, alias: name }),
      ),
    ]);
  },
});

export const operations = [renameService];

function readOptions(text = ''): Pick<RenameService, 'keepAlias' | 'followHosts'> | null {
  const options = text === '' ? [] : text.split(':');
  if (options.some((option) => option !== 'keep-alias' && option !== 'follow-hosts')) return null;
  const keepAlias = options.includes('keep-alias');
  return { keepAlias, ...(options.includes('follow-hosts') ? { followHosts: true } : {}) };
}

/** Facts about one file of a project that a renaming needs. */
export interface RenamingFile {
  /** The topology of the whole project, before the renaming. */
  readonly topology: Topology;
  /** True when the services and networks of the file belong to the project: a file that is only extended declares none of them. */
  readonly declares: boolean;
  /** True when a file, named as it is written there, declares services of the project. */
  readonly isNamespace: (file: string) => boolean;
}

/** Returns the edits of one file that replace a service's name everywhere. */
export function serviceNameEdits(
  document: ComposeDocument,
  { service: name, to, followHosts }: RenameService,
  naming: RenamingFile,
): Result<Edits> {
  const places = referencesTo(name, to, naming);
  const steps: readonly ((slice: Slice, current: ComposeDocument) => Edits)[] = [
    (slice, current) => intentNameEdits(slice, current, 'service', name, to, naming.topology),
    (slice, current) => referenceEdits(slice, current, places, { name, to, naming }),
    ...(followHosts ? [(slice: Slice, current: ComposeDocument) => hostEdits(slice, current, name, to)] : []),
  ];
  return writeEdits(
    document,
    steps.map((step) => ({
      do: 'text',
      at: [],
      write: (current) => editFile(current, (slice) => ok(step(slice, current))),
    })),
  );
}

/** Returns the places where a service names others: alone, with an alias behind `:`, behind `service:`, or by their containers. */
function referencesTo(name: string, to: string, { topology }: RenamingFile): readonly ReferencePlace[] {
  const named: Rename = (text) => renamedName(text, name, to);
  const spaced: Rename = (text) =>
    renamedNamespace(text, name, to) ?? renamedContainer(topology, text, name, to);
  return [
    { path: ['depends_on'], holds: 'names', rename: named },
    { path: ['links'], holds: 'names', rename: named },
    { path: ['x-bulkhead', 'needs'], holds: 'names', rename: named },
    { path: ['extends'], holds: 'text', rename: named },
    { path: ['extends', 'service'], holds: 'text', rename: named },
    {
      path: ['volumes_from'],
      holds: 'names',
      rename: (text) => (text.startsWith('container:') ? spaced(text) : named(text)),
    },
    ...['network_mode', 'pid', 'ipc', 'uts', 'cgroup'].map(
      (key): ReferencePlace => ({ path: [key], holds: 'text', rename: spaced }),
    ),
    // An image is built on that of another service: `base: service:web`, `base=service:web`.
    { path: ['build', 'additional_contexts'], holds: 'values', rename: spaced },
  ];
}

/** Returns the places that apply to a service: a service that it extends in another file keeps its name. */
function placesIn(
  service: Tree,
  places: readonly ReferencePlace[],
  { declares, isNamespace }: RenamingFile,
): readonly ReferencePlace[] {
  const other = scalarText(childOf(childOf(service, 'extends'), 'file'));
  const isHere = other === null ? declares : isNamespace(other);
  return isHere ? places : places.filter(({ path }) => path[0] !== 'extends');
}

interface NameChange {
  readonly name: string;
  readonly to: string;
  readonly naming: RenamingFile;
}

function referenceEdits(
  slice: Slice,
  document: ComposeDocument,
  places: readonly ReferencePlace[],
  { name, to, naming }: NameChange,
): Edits {
  const all = findNode(slice, ['services'])?.node;
  const edits: TextEdit[] = [];
  if (naming.declares)
    edits.push(...renameEdits(slice, writtenNames(slice, all), (text) => (text === name ? to : null)));
  for (const service of document.topology.services.values()) {
    const node = effectiveValue(slice, all, service.name);
    for (const place of service.tree === null ? [] : placesIn(service.tree, places, naming))
      edits.push(...renameEdits(slice, writtenAt(slice, node, place), place.rename));
  }
  // An anchor that services share is one place.
  return [...new Map(edits.map((edit) => [edit.from, edit])).values()].sort((a, b) => a.from - b.from);
}

/** Renames a reference of the form `service:web`, also as the value of a pair. */
function renamedNamespace(text: string, name: string, to: string): string | null {
  const [, lead] = /^((?:[^=]*=)?service:)/.exec(text) ?? [];
  return lead !== undefined && text.slice(lead.length) === name ? lead + to : null;
}

/** Renames a reference of the form `container:PROJECT-web-1`, the name that Compose gives the container (D1), also with `:ro` behind it. */
function renamedContainer(topology: Topology, text: string, name: string, to: string): string | null {
  const [, container = '', mount = ''] = /^container:([^:]+)(.*)$/s.exec(text) ?? [];
  const service = container === '' ? null : containerService(topology, container);
  if (service?.name !== name || service.containerName !== null) return null;
  return `container:${topology.name}-${to}${container.slice(container.lastIndexOf('-'))}${mount}`;
}

/** Renames a reference of the form `web`, `web:alias` or `web:ro`. */
function renamedName(text: string, name: string, to: string): string | null {
  if (text === name) return to;
  return text.startsWith(`${name}:`) ? to + text.slice(name.length) : null;
}
