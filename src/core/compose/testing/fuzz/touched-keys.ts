// For tests only: which keys of which entries an operation may touch.

import type { Operation } from '../../operations/operation.ts';
import { editedKeys } from '../../operations/registry.ts';

interface TouchedKeys {
  /** The keys that may change in an entry such as `service:web`; null where none may. */
  of(id: string): ReadonlySet<string> | null;
  /** Whether an entry may be gone afterwards. */
  gone(id: string): boolean;
  /** Whether references anywhere, anchors included, may change. */
  readonly everywhere: boolean;
}

const REFERENCES = [
  'depends_on',
  'links',
  'volumes_from',
  'network_mode',
  'networks',
  'pid',
  'ipc',
  'uts',
  'cgroup',
  'extends',
  'x-bulkhead',
];
const HOST_TEXTS = ['environment', 'command', 'entrypoint', 'healthcheck', 'labels'];
const HANDED_OVER = ['ports', 'expose', 'dns', 'extra_hosts'];

export function touchedKeys(operations: readonly Operation[]): TouchedKeys {
  const keys = new Map<string, Set<string>>();
  const gone = new Set<string>();
  let everywhere = false;
  let handsOver = false;
  const allow = (id: string, ...names: readonly string[]): void => {
    const known = keys.get(id) ?? new Set<string>();
    for (const name of names) known.add(name);
    keys.set(id, known);
  };
  for (const outer of operations) {
    const operation = 'inner' in outer ? outer.inner : outer;
    if (operation.type === 'remove-service' || operation.type === 'rename-service')
      gone.add(`service:${operation.service}`);
    if (operation.type === 'remove-network' || operation.type === 'rename-network')
      gone.add(`network:${operation.network}`);
    if (operation.type === 'intent' || operation.type === 'unintent') {
      allow('rest:x-bulkhead', 'intents');
      gone.add('rest:x-bulkhead');
    }
    if (reachesFar(outer)) everywhere = true;
    if ('service' in operation) allow(`service:${operation.service}`, ...serviceKeys(operation));
    if ('network' in operation && !('service' in operation))
      allow(`network:${operation.network}`, ...editedKeys(operation));
    if (operation.type === 'mode' && operation.mode.kind === 'service' && operation.mode.handOver) {
      // The owner may be further down the chain.
      everywhere = true;
      handsOver = true;
    }
  }
  // A section that gets its first entry, or loses its last, is rewritten as a key.
  for (const section of ['services', 'networks']) allow(`rest:${section}`, 'default', 'fresh');
  const far = new Set(handsOver ? [...REFERENCES, ...HANDED_OVER] : REFERENCES);
  for (const operation of operations) {
    // Images are built on those of other services.
    if (operation.type === 'rename-service') far.add('build');
    if (operation.type === 'rename-service' && operation.followHosts)
      for (const key of HOST_TEXTS) far.add(key);
    if (operation.type === 'at-anchor') for (const key of serviceKeys(operation)) far.add(key);
  }
  return {
    everywhere,
    gone: (id) => gone.has(id) || id === 'rest:networks',
    of: (id) => (everywhere ? new Set([...far, ...(keys.get(id) ?? [])]) : (keys.get(id) ?? null)),
  };
}

function reachesFar(operation: Operation): boolean {
  switch (operation.type) {
    case 'attach':
      return operation.shared === true;
    case 'own':
    case 'at-anchor':
    case 'remove-service':
    case 'remove-network':
    case 'rename-service':
    case 'rename-network':
      return true;
    default:
      return false;
  }
}

function serviceKeys(operation: Extract<Operation, { readonly service: string }>): readonly string[] {
  switch (operation.type) {
    case 'own':
    case 'at-anchor':
      return 'service' in operation.inner ? serviceKeys(operation.inner) : [];
    case 'add-service':
    case 'remove-service':
      return REFERENCES;
    case 'rename-service':
      return operation.followHosts ? [...REFERENCES, ...HOST_TEXTS] : REFERENCES;
    default:
      return editedKeys(operation);
  }
}
