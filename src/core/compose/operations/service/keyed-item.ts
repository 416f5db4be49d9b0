// Setting one pair of a key that is a mapping or a list of pairs: environment, labels, sysctls, extra_hosts.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { childOf, deref, itemsOf, scalarText, type Tree } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { isIpLiteral } from '../../project/values/ip-literal.ts';
import type { Service } from '../../topology.ts';
import { type Field, serviceField, textField, valueField } from '../field.ts';
import { formatAs, type OperationKind, operationKind } from '../operation-kind.ts';
import { change, editService, serviceOf } from '../steps/edit-entity.ts';
import { ownEntry, refuseJoined, setKey } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    env: KeyedOperation<'env'>;
    label: KeyedOperation<'label'>;
    sysctl: KeyedOperation<'sysctl'>;
    'extra-host': KeyedOperation<'extra-host'>;
  }
}

interface KeyedOperation<T extends string> {
  readonly type: T;
  readonly service: string;
  readonly key: string;
  readonly value: string;
}

type AnyPair = KeyedOperation<string>;

/** A key of a service that holds pairs, and the operation that sets one of them. */
interface PairKey<T extends string> {
  readonly type: T;
  readonly effect: string;
  readonly name: string;
  readonly keyField: Field<{ readonly key: string }>;
  readonly valueField: Field<{ readonly value: string }>;
  refuseItem?(
    document: ComposeDocument,
    service: Service,
    operation: KeyedOperation<T>,
  ): Result<never> | null;
}

const env = keyedItem({
  type: 'env',
  effect: 'Sets a variable of the environment.',
  name: 'environment',
  keyField: textField('key', ':KEY', ({ service }) => [
    'LOG',
    '__proto__',
    ...service.environment.slice(0, 3).map(({ key }) => key),
  ]),
  valueField: valueField(':VALUE', ['on: #1']),
});

const label = keyedItem({
  type: 'label',
  effect: 'Sets a label.',
  name: 'labels',
  keyField: textField('key', ':KEY', ['team']),
  valueField: valueField(':VALUE', ['a']),
});

const sysctl = keyedItem({
  type: 'sysctl',
  effect: 'Sets a kernel parameter.',
  name: 'sysctls',
  keyField: textField('key', ':KEY', ['net.core.somaxconn']),
  valueField: valueField(':VALUE', ['1024']),
});

export const extraHost: OperationKind<KeyedOperation<'extra-host'>> = keyedItem({
  type: 'extra-host',
  effect: 'Sets the address of a host name.',
  name: 'extra_hosts',
  keyField: textField('key', ':HOST', ['box', 'host.docker.internal']),
  valueField: valueField(':IP', ['10.0.0.9', 'host-gateway']),
  refuseItem: refuseHost,
});

export const operations = [env, label, sysctl, extraHost];

function keyedItem<T extends string>({
  type,
  effect,
  name,
  keyField,
  valueField,
  refuseItem,
}: PairKey<T>): OperationKind<KeyedOperation<T>> {
  return operationKind<KeyedOperation<T>>({
    type,
    effect,
    fields: [serviceField, keyField, valueField],
    keys: [name],
    plan(document, operation) {
      const service = serviceOf(document, operation.service);
      if (!service.ok) return service;
      if (isWritten(childOf(service.value.tree, name), operation)) return ok([]);
      const refused = refuseItem?.(document, service.value, operation);
      if (refused) return refused;
      return editService(document, operation.service, (draft, current) => {
        const entry = ownEntry(current, name);
        if (!entry.ok) return entry;
        const { key, value } = operation;
        const written = deref(entry.value?.value);
        const path = [...draft.path, name];
        if (written?.kind === 'seq' && written.items.length > 0) {
          const at = pairIndex(written.items, operation);
          const text = pairText(written.items, operation);
          return change(
            draft,
            at < 0 ? { do: 'append', path, value: text } : { do: 'replace-text', path: [...path, at], text },
          );
        }
        if (written?.kind === 'map' && written.entries.length > 0) {
          const isOwn = written.entries.some(
            (treeEntry) => treeEntry.key === key && treeEntry.merged === null,
          );
          return change(
            draft,
            isOwn ? { do: 'replace', path: [...path, key], value } : { do: 'add', path, key, value },
          );
        }
        // Hosts are written as a list: older releases of Compose do not read the mapping.
        const first = operation.type === 'extra-host' ? [pairText([], operation)] : { [key]: value };
        return setKey(draft, current, name, first);
      });
    },
  });
}

/** True when the pair is written already, before variables are substituted. */
function isWritten(tree: Tree | null, operation: AnyPair): boolean {
  const value = deref(tree);
  if (value?.kind === 'map') return scalarText(childOf(value, operation.key)) === operation.value;
  const items = itemsOf(value);
  const item = items[pairIndex(items, operation)];
  return item !== undefined && scalarText(item) === pairText(items, operation);
}

function pairIndex(items: readonly Tree[], { key, type }: AnyPair): number {
  return items.findIndex((item) => {
    const text = scalarText(item) ?? '';
    if (text === key || text.startsWith(`${key}=`)) return true;
    return type === 'extra-host' && !text.includes('=') && text.startsWith(`${key}:`);
  });
}

/** Returns the text of a pair, `KEY=value`; a host has the separator of the existing list, or a colon in a new one. */
function pairText(items: readonly Tree[], { key, value, type }: AnyPair): string {
  const equals = type !== 'extra-host' || items.some((item) => scalarText(item)?.includes('=') === true);
  return `${key}${equals ? '=' : ':'}${value}`;
}

function refuseHost(
  document: ComposeDocument,
  service: Service,
  operation: KeyedOperation<'extra-host'>,
): Result<never> | null {
  const { value } = operation;
  if (value !== 'host-gateway' && !value.includes('$') && !isIpLiteral(value)) {
    return refuse('invalid-address', `"${value}" is neither an IP address nor host-gateway`);
  }
  return refuseJoined(document.topology, service, 'extra_hosts', (owner) =>
    formatAs(extraHost, { ...operation, service: owner }),
  );
}
