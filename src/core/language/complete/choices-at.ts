// What may stand at a place of a compose file: keys, names of the project, capabilities, fixed words.

import { capabilities } from '../../compose/project/read/capabilities.ts';
import type { Choice, ChoiceKind } from './choice.ts';
import type { CursorContext } from './cursor-context.ts';
import { keysAt, wordsAt } from './keys-at.ts';
import type { ProjectName, ProjectNames } from './project-names.ts';

const allCapabilities: readonly Choice[] = [
  { label: 'ALL', about: 'every capability', kind: 'capability' },
  ...capabilities.map(({ name, summary, byDefault }) => ({
    label: name,
    about: byDefault ? `${summary} (given by default)` : summary,
    kind: 'capability' as const,
  })),
];

function namedChoices(names: readonly ProjectName[], kind: ChoiceKind, prefix = ''): readonly Choice[] {
  return names.map(({ name, about }) => ({ label: prefix + name, about, kind }));
}

/** Returns the names that a key of a service refers to, as items or keys below it. */
function namesUnder(key: string, service: string, names: ProjectNames): readonly Choice[] {
  const others = names.services.filter(({ name }) => name !== service);
  switch (key) {
    case 'networks':
      return namedChoices(names.networks, 'network');
    case 'depends_on':
    case 'links':
    case 'volumes_from':
      return namedChoices(others, 'service');
    case 'volumes':
      return namedChoices(names.volumes, 'name');
    case 'secrets':
      return namedChoices(names.secrets, 'name');
    case 'configs':
      return namedChoices(names.configs, 'name');
    case 'profiles':
      return namedChoices(names.profiles, 'name');
    case 'cap_add':
    case 'cap_drop':
      return allCapabilities;
    default:
      return [];
  }
}

/** Returns the names that a service's key may have as its value. */
function namesIn(path: readonly string[], names: ProjectNames): readonly Choice[] {
  const [, service = '', key, below] = path;
  const others = names.services.filter(({ name }) => name !== service);
  if (key === 'network_mode' || key === 'pid' || key === 'ipc')
    return namedChoices(others, 'service', 'service:');
  if (key === 'extends' && (below === undefined || below === 'service'))
    return namedChoices(others, 'service');
  return [];
}

function ofService(context: CursorContext, names: ProjectNames): readonly Choice[] {
  const { path, place } = context;
  const [, service = '', key = '', below] = path;
  if (place === 'value') return [...namesIn(path, names), ...fixedChoices(path)];
  if (key === 'x-bulkhead' && below === 'needs') {
    return namedChoices(
      names.services.filter(({ name }) => name !== service),
      'service',
    );
  }
  if (key === 'networks' && path[4] === 'aliases') return namedChoices(names.aliases, 'name');
  const direct = path.length === 3 || (path.length === 4 && below === '-');
  return direct ? namesUnder(key, service, names) : [];
}

function fixedChoices(path: readonly string[]): readonly Choice[] {
  return wordsAt(path).map(([label, about]) => ({ label, about, kind: 'word' }));
}

/** True when the cursor is in a statement of an intent. */
function isInIntent([top, block, item, kind]: readonly string[]): boolean {
  return top === 'x-bulkhead' && block === 'intents' && item === '-' && kind !== undefined;
}

/** Returns every choice at the cursor, the most likely first. */
export function choicesAt(context: CursorContext, names: ProjectNames): readonly Choice[] {
  const { path, place } = context;
  const inService = path[0] === 'services' && path.length > 2;
  const refers = inService
    ? ofService(context, names)
    : isInIntent(path)
      ? [...namedChoices(names.services, 'service'), ...namedChoices(names.networks, 'network')]
      : place === 'value'
        ? fixedChoices(path)
        : [];
  if (place === 'value') return refers;
  const keys = keysAt(path).map(({ name, ...key }) => ({ label: name, ...key, kind: 'key' as const }));
  return [...refers, ...keys];
}
