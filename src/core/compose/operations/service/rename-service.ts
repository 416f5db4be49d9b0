// Renaming a service, in every key that names services; on request also as a host name in texts.

import type { Edits } from '../../../text/edit.ts';
import { ok, type Result, refuse } from '../../../text/result.ts';
import {
  effective,
  effectiveValue,
  type WrittenText,
  writtenNames,
  writtenText,
  writtenValues,
} from '../../../yaml/effective-node.ts';
import { findNode, type Slice } from '../../../yaml/slice.ts';
import type { ComposeDocument } from '../../document.ts';
import { containerService } from '../../network-namespaces.ts';
import type { NetworkMode, Service, Topology } from '../../topology.ts';
import type { Planned } from '../document-edit.ts';
import { intentNameEdits } from '../intent/intent-statements.ts';
import { alias } from '../membership/alias.ts';
import type { OperationKind } from '../operation-kind.ts';
import { chain } from '../steps/chain.ts';
import { serviceOf } from '../steps/edit-entity.ts';
import { splitFields } from '../steps/fields.ts';
import { editFile, refuseName, renameEdits } from '../steps/whole-file.ts';
import { writeEdits } from '../steps/write-edits.ts';
import { hostEdits, withHosts } from './follow-hosts.ts';

/** Renames a service. */
export interface RenameService {
  readonly type: 'rename-service';
  readonly service: string;
  readonly to: string;
  readonly keepAlias: boolean;
  /** Renames host names in environment, command, entrypoint, health check and labels, too. */
  readonly followHosts?: boolean;
}

export const renameService: OperationKind<RenameService> = {
  type: 'rename-service',
  usage: 'SERVICE:NAME[:keep-alias][:follow-hosts]',
  parse(text) {
    const [service = '', to = '', rest = ''] = splitFields(text, 3);
    const options = rest === '' ? [] : rest.split(':');
    if (service === '' || to === '') return null;
    if (options.some((option) => option !== 'keep-alias' && option !== 'follow-hosts')) return null;
    const keepAlias = options.includes('keep-alias');
    const followHosts = options.includes('follow-hosts') ? { followHosts: true } : {};
    return { type: 'rename-service', service, to, keepAlias, ...followHosts };
  },
  format: ({ service, to, keepAlias, followHosts }) => [
    service,
    to,
    ...(keepAlias ? ['keep-alias'] : []),
    ...(followHosts ? ['follow-hosts'] : []),
  ],
  editedKey: () => null,
  plan(document, operation) {
    const { service: name, to, keepAlias } = operation;
    const known = serviceOf(document, name);
    if (!known.ok) return known;
    if (name === to) return ok([]);
    const refused = refuseName('service', to);
    if (refused) return refused;
    if (document.topology.services.has(to)) return refuse('exists', `there is a service "${to}" already`);
    const networks = keepAlias ? known.value.attachments.map((attachment) => attachment.network) : [];
    const alone: Naming = { topology: document.topology, declares: true, isNamespace: () => false };
    return chain(document, [
      () => ok([{ do: 'text', at: null, write: (current) => serviceNameEdits(current, operation, alone) }]),
      ...networks.map(
        (network) =>
          (current: ComposeDocument): Planned =>
            alias.plan(current, { type: 'alias', service: to, network, alias: name }),
      ),
    ]);
  },
  expect(topology, { service: name, to, keepAlias, followHosts }, environment) {
    const texts = followHosts ? withHosts(topology, environment, name, to) : topology;
    const swap = (text: string): string =>
      renamedReference(text, name, to) ?? renamedContainer(topology, text, name, to) ?? text;
    const services = new Map(
      [...texts.services].map(([key, service]) => {
        const followed = follow(service, name, to, swap);
        if (key !== name) return [key, followed] as const;
        const attachments = followed.attachments.map((attachment) =>
          keepAlias && !attachment.aliases.includes(name)
            ? { ...attachment, aliases: [...attachment.aliases, name] }
            : attachment,
        );
        return [to, { ...followed, name: to, id: `service:${to}` as const, attachments }] as const;
      }),
    );
    return { ...topology, services } satisfies Topology;
  },
};

/** What a renaming has to know of one file of a project. */
export interface Naming {
  /** The topology of the whole project, before the renaming. */
  readonly topology: Topology;
  /** Whether services and networks that it declares are those of the project: those of a file that is only extended are not. */
  readonly declares: boolean;
  /** Whether a file that it names, as it is written there, declares them. */
  readonly isNamespace: (file: string) => boolean;
}

/** Edits of one file that replace the name of a service wherever it is written. */
export function serviceNameEdits(
  document: ComposeDocument,
  { service: name, to, followHosts }: RenameService,
  naming: Naming,
): Result<Edits> {
  const steps: readonly ((slice: Slice, current: ComposeDocument) => Edits)[] = [
    (slice, current) => intentNameEdits(slice, current, 'service', name, to, naming.topology),
    (slice, current) => renameEverywhere(slice, current, name, to, naming),
    ...(followHosts ? [(slice: Slice, current: ComposeDocument) => hostEdits(slice, current, name, to)] : []),
  ];
  return writeEdits(
    document,
    steps.map((step) => ({
      do: 'text',
      at: null,
      write: (current) => editFile(current, (slice) => ok(step(slice, current))),
    })),
  );
}

/** Keys of a service whose texts name services: alone, with an alias behind `:`, or behind `service:`. */
const LISTS = ['depends_on', 'links'];
const SPACES = ['network_mode', 'pid', 'ipc', 'uts', 'cgroup'];

function renameEverywhere(
  slice: Slice,
  document: ComposeDocument,
  name: string,
  to: string,
  { topology, declares, isNamespace }: Naming,
): Edits {
  const all = findNode(slice, ['services'])?.node;
  const keys = declares ? writtenNames(slice, all).filter((written) => written.text === name) : [];
  const names: WrittenText[] = [];
  const spaces: WrittenText[] = [];
  for (const service of document.topology.services.keys()) {
    const node = effectiveValue(slice, all, service);
    for (const key of LISTS) names.push(...writtenNames(slice, effectiveValue(slice, node, key)));
    names.push(
      ...writtenNames(slice, effectiveValue(slice, effectiveValue(slice, node, 'x-bulkhead'), 'needs')),
    );
    const extended = effectiveValue(slice, node, 'extends');
    const other = writtenText(slice, effectiveValue(slice, extended, 'file'))?.text;
    const target =
      writtenText(slice, extended) ?? writtenText(slice, effectiveValue(slice, extended, 'service'));
    if (target && (other === undefined ? declares : isNamespace(other))) names.push(target);
    for (const source of writtenNames(slice, effectiveValue(slice, node, 'volumes_from'))) {
      (source.text.startsWith('container:') ? spaces : names).push(source);
    }
    for (const key of SPACES) {
      const text = writtenText(slice, effective(slice, effectiveValue(slice, node, key)));
      if (text) spaces.push(text);
    }
    // An image is built on that of another service: `base: service:web`, `base=service:web`.
    const contexts = effectiveValue(slice, effectiveValue(slice, node, 'build'), 'additional_contexts');
    spaces.push(...writtenValues(slice, contexts));
  }
  return [
    ...renameEdits(slice, [...keys, ...names], (text) => renamedName(text, name, to)),
    ...renameEdits(
      slice,
      spaces,
      (text) => renamedSpace(text, name, to) ?? renamedContainer(topology, text, name, to),
    ),
  ].sort((a, b) => a.from - b.from);
}

/** `service:web`, also as the value of a pair. */
function renamedSpace(text: string, name: string, to: string): string | null {
  const [, lead] = /^((?:[^=]*=)?service:)/.exec(text) ?? [];
  return lead !== undefined && text.slice(lead.length) === name ? lead + to : null;
}

/** `container:PROJECT-web-1`, the name that Compose gives the container (D1), also with `:ro` behind. */
function renamedContainer(topology: Topology, text: string, name: string, to: string): string | null {
  const [, container = '', mount = ''] = /^container:([^:]+)(.*)$/s.exec(text) ?? [];
  const service = container === '' ? null : containerService(topology, container);
  if (service?.name !== name || service.containerName !== null) return null;
  return `container:${topology.name}-${to}${container.slice(container.lastIndexOf('-'))}${mount}`;
}

/** `web`, `web:alias`, `web:ro`. */
function renamedName(text: string, name: string, to: string): string | null {
  if (text === name) return to;
  return text.startsWith(`${name}:`) ? to + text.slice(name.length) : null;
}

function renamedReference(text: string, name: string, to: string): string | null {
  return text === `service:${name}` ? `service:${to}` : null;
}

function renamedMode(
  mode: NetworkMode,
  rename: (text: string) => string,
  swap: (text: string) => string,
): NetworkMode {
  if (mode.kind === 'service') return { kind: 'service', of: rename(mode.of) };
  if (mode.kind !== 'container') return mode;
  return { kind: 'container', of: swap(`container:${mode.of}`).slice('container:'.length) };
}

function follow(service: Service, name: string, to: string, swap: (text: string) => string): Service {
  const renamed = (text: string): string => (text === name ? to : text);
  const space = (text: string | null): string | null => (text === null ? null : swap(text));
  const { mode, extendsFrom } = service;
  return {
    ...service,
    mode: renamedMode(mode, renamed, swap),
    dependsOn: service.dependsOn.map((dependency) => ({
      ...dependency,
      service: renamed(dependency.service),
    })),
    links: service.links.map((link) => ({ ...link, service: renamed(link.service) })),
    volumesFrom: service.volumesFrom.map((from) => renamedName(from, name, to) ?? swap(from)),
    pid: space(service.pid),
    ipc: space(service.ipc),
    uts: space(service.uts),
    cgroup: space(service.cgroup),
    extendsFrom:
      extendsFrom && extendsFrom.file === null
        ? { ...extendsFrom, service: renamed(extendsFrom.service) }
        : extendsFrom,
    tags: { ...service.tags, needs: service.tags.needs.map(renamed) },
  };
}
