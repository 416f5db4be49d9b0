// The intents of `bulkhead.yaml`: those of one project with names of the host, and `apart`, which only a host has.

import type { Intent } from '../../analysis/intents/intent.ts';
import { type IntentNames, meaningOf } from '../../analysis/intents/read-intents.ts';
import { childOf, deref, entriesOf, itemsOf, type Path, scalarText, type Tree } from '../../yaml/tree.ts';
import { type Host, splitHostName } from '../host.ts';
import type { HostFile } from '../host-file.ts';
import type { JoinedStacks } from '../join-stacks.ts';

/** Two stacks of which neither reaches the other, except through a port published or proxied. */
export interface ApartIntent {
  /** `apart: [A, B]`. */
  readonly text: string;
  readonly path: Path;
  readonly stacks: readonly [string, string];
}

/** A word that means nothing here. */
export interface IntentFault {
  readonly message: string;
  readonly path: Path;
}

export interface HostIntents {
  readonly list: readonly Intent[];
  readonly apart: readonly ApartIntent[];
  readonly faults: readonly IntentFault[];
}

/** The intents of a file, resolved for these stacks. */
export function readHostIntents({ intents, tree }: HostFile, host: Host, joined: JoinedStacks): HostIntents {
  const { list, broken } = meaningOf(intents, namesOn(host, joined));
  const apart: ApartIntent[] = [];
  const faults: IntentFault[] = broken.map(({ message, path }) => ({ message, path }));
  itemsOf(childOf(tree, 'intents')).forEach((item, index) => {
    for (const { key, value } of entriesOf(item)) {
      if (key !== 'apart') continue;
      const read = readApart(host, value, ['intents', index, key]);
      if ('message' in read) faults.push(read);
      else apart.push(read);
    }
  });
  return { list, apart, faults };
}

function namesOn({ stacks }: Host, { networks, topology }: JoinedStacks): IntentNames {
  const byId = new Map(stacks.map((stack) => [stack.id, stack.workspace.topology]));
  return {
    // Services of inactive profiles count, too: naming one is no mistake.
    isService(name) {
      const { stack, service } = splitHostName(name);
      return byId.get(stack)?.services.has(service) ?? false;
    },
    isNetwork: (name) =>
      networks.has(name) ||
      (name === 'bridge' && [...topology.services.values()].some(({ mode }) => mode.kind === 'bridge')),
    isStack: (name) => byId.has(name),
    kinds: 'STACK/SERVICE, STACK/*, network by its name in Docker, or tier (edge, app, data)',
  };
}

const form = 'Write `apart: [immich, paperless]`: two stacks.';

function readApart({ stacks }: Host, value: Tree, path: Path): ApartIntent | IntentFault {
  const node = deref(value);
  const texts = node?.kind === 'seq' ? node.items.map(scalarText) : (scalarText(node)?.split(',') ?? []);
  const names = texts.map((text) => text?.trim() ?? '');
  const [one = '', other = '', ...more] = names;
  const text = `apart: [${names.join(', ')}]`;
  if (one === '' || other === '' || more.length > 0)
    return { message: `'${text}' is not of the form of an intent. ${form}`, path };
  const strange = names.find((name) => !stacks.some(({ id }) => id === name));
  if (strange !== undefined) {
    const known = stacks.map(({ id }) => id).slice(0, 10);
    const message = `'${text}' names '${strange}', which is no stack here. There ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}${stacks.length > known.length ? ' and others' : ''}.`;
    return { message, path };
  }
  if (one === other) return { message: `'${text}' names one stack twice. ${form}`, path };
  return { text, path, stacks: [one, other] };
}
