// Finds the keys of the Swarm table in a project: in services, in networks and at the top level, in the forms that the table covers.

import type { SwarmForm } from '../../compose/keys/key.ts';
import { nameList } from '../../compose/name-list.ts';
import type { Service } from '../../compose/topology.ts';
import { childOf, deref, entriesOf, itemsOf, type Path, type Tree } from '../../yaml/tree.ts';
import { matchesStep, type SwarmKey, type SwarmPlace, swarmKeys } from './swarm-keys.ts';

/** A key of the Swarm table, found in a file. */
export interface SwarmHit {
  readonly key: SwarmKey;
  /** The steps from the entity to the key. */
  readonly path: Path;
  /** The key in words: `deploy.replicas`, `ports.host_ip`. */
  readonly label: string;
  readonly value: Tree | null;
}

/** Returns the keys of a service that Swarm treats in its own way, with those of its memberships, ports and mounts. */
export function hitsInService({ tree }: Pick<Service, 'tree'>): readonly SwarmHit[] {
  const items = (key: string, place: SwarmPlace): readonly SwarmHit[] =>
    stepsInto(childOf(tree, key)).flatMap(([step, item]) => hitsIn(item, place, [key, step]));
  return [
    ...hitsIn(tree, 'service'),
    ...items('networks', 'membership'),
    ...items('ports', 'port'),
    ...items('volumes', 'volume-mount'),
  ];
}

/** Returns the keys of the Swarm table that `tree` at `place` contains. */
export function hitsIn(tree: Tree | null, place: SwarmPlace, from: Path = []): readonly SwarmHit[] {
  return swarmKeys[place].flatMap((key) =>
    found(tree, key.at, [])
      .filter(({ path, value }) => isMeant(key.form, value, path))
      .map(({ path, value }) => {
        const whole = [...from, ...path];
        return { key, path: whole, value, label: labelOf(whole) };
      }),
  );
}

/** Returns a list of keys for a message, each once, with its form when the form matters. */
export function hitNames(hits: readonly SwarmHit[]): string {
  return nameList([...new Set(hits.map(({ key, label }) => `${label}${formText(key.form)}`))]);
}

interface Found {
  readonly path: Path;
  readonly value: Tree | null;
}

function found(tree: Tree | null, [step, ...rest]: readonly string[], path: Path): readonly Found[] {
  if (step === undefined) return [{ path, value: tree }];
  return stepsInto(tree)
    .filter(([key]) => matchesStep(step, key))
    .flatMap(([key, value]) => found(value, rest, [...path, key]));
}

function stepsInto(tree: Tree | null): readonly (readonly [string | number, Tree])[] {
  return [
    ...entriesOf(tree).map(({ key, value }) => [key, value] as const),
    ...itemsOf(tree).map((value, index) => [index, value] as const),
  ];
}

function labelOf(path: Path): string {
  return path.filter((step) => typeof step === 'string').join('.');
}

// Words that the command reads as true or false, and that we read as strings.
const switchValue = /^(yes|no|on|off)$/i;

function isMeant(form: SwarmForm | undefined, value: Tree | null, path: Path): boolean {
  const node = deref(value);
  const scalar = node?.kind === 'scalar' ? node : null;
  switch (form) {
    case undefined:
      return true;
    case 'mapping':
      return node?.kind === 'map';
    case 'entries':
      return node?.kind === 'seq' && node.items.some((item) => deref(item)?.kind === 'map');
    case 'list':
      return node?.kind === 'seq';
    case 'text':
      return (
        typeof scalar?.value === 'string' &&
        !scalar.text.includes('$') &&
        (scalar.quoted || !switchValue.test(scalar.text))
      );
    case 'number':
      return typeof scalar?.value === 'number';
    case 'boolean':
      return (
        typeof scalar?.value === 'boolean' || (scalar?.quoted === false && switchValue.test(scalar.text))
      );
    case 'nothing':
      return scalar?.value === null;
    case 'bridge': {
      const option = String(path.at(-1));
      if (option === 'driver') return scalar?.text === 'bridge';
      return option.startsWith('com.docker.network.bridge.');
    }
  }
}

function formText(form: SwarmForm | undefined): string {
  switch (form) {
    case 'mapping':
      return ' as a mapping';
    case 'entries':
      return ' with mappings in it';
    case 'list':
      return ' as a list';
    case 'text':
      return ' as text';
    case 'number':
      return ' as a number';
    case 'boolean':
      return ' as true or false';
    case 'nothing':
      return ' without a value';
    case 'bridge':
      return ': bridge';
    case undefined:
      return '';
  }
}
