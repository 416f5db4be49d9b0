// What the Compose schema refuses in one part of a file, as problems with a path each. The schema itself is passed in.

import { deref, type Path, type Tree } from '../../yaml/tree.ts';
import { fileKeys, networkKeys } from '../keys/file-keys.ts';
import type { Cast, ComposeKey } from '../keys/key.ts';
import { serviceKeys } from '../keys/service-keys.ts';
import type { Problem } from '../problem.ts';
import { rejected } from '../project/check/rejected.ts';
import { fieldsOf } from '../project/values/fields-of.ts';
import { collectUnset } from '../project/values/interpolate.ts';
import { faultMessage, nodeAt, type ProblemWords, subjectOf, subjectText } from './fault-message.ts';
import { pickFaults } from './pick-faults.ts';
import { plainValue, UNFOLD_LIMIT, type Uncast } from './plain-value.ts';
import type { KeyTree, KindCheck, SchemaCheck, SchemaKinds } from './schema-check.ts';

// The messages for a text that Compose cannot cast to the number or boolean that is required.
const kinds: Readonly<Record<Cast, { readonly what: string; readonly advice: string }>> = {
  flag: { what: 'true or false', advice: 'Write true or false.' },
  whole: { what: 'a whole number', advice: 'Write a number without a fraction or unit.' },
  number: { what: 'a number', advice: 'Write a number, such as 2 or 0.5.' },
  size: { what: 'a size', advice: 'Write a number of bytes, or one with a unit such as 512m or 2g.' },
  count: { what: "a whole number or 'all'", advice: "Write a number, or 'all'." },
};

/** Returns the words for one text that cannot be cast. */
function castMessage({ path, cast, text }: Uncast): ProblemWords {
  const { what, advice } = kinds[cast];
  const stands = text === '' ? 'an empty string' : `'${text}'`;
  return { message: `${subjectText(subjectOf(path))} must be ${what}, but is ${stands}`, advice };
}

type Environment = ReadonlyMap<string, string>;
type Kind = keyof SchemaKinds;

interface Checked {
  readonly kind: Kind;
  readonly name: string;
  readonly environment: Environment;
  readonly check: SchemaKinds;
  readonly problems: readonly Problem[];
}

/** The problems by tree, valid while it is the same object. */
const checked = new WeakMap<Tree, Checked>();

/** Returns the check by a schema, with words for everything that it refuses. */
export function schemaCheckBy(check: SchemaKinds): SchemaCheck {
  return {
    problems(kind, name, tree, environment) {
      const known = checked.get(tree);
      if (known?.kind === kind && known.name === name && known.environment === environment) {
        if (known.check === check) return known.problems;
      }
      const problems = findProblems(kind, name, tree, environment, check);
      checked.set(tree, { kind, name, environment, check, problems });
      return problems;
    },
  };
}

const elsewhere: ReadonlySet<string> = new Set(['services', 'networks', '<<', '']);

function findProblems(
  kind: Kind,
  name: string,
  tree: Tree,
  environment: Environment,
  check: SchemaKinds,
): readonly Problem[] {
  switch (kind) {
    case 'service':
      return problemsOf(check.service, tree, ['services', name], { below: serviceKeys }, environment);
    case 'network':
      // The schema covers only networks whose names have plain characters; Compose accepts any others unchecked.
      if (!/^[a-zA-Z0-9._-]+$/.test(name)) return [];
      return problemsOf(check.network, tree, ['networks', name], { below: networkKeys }, environment);
    case 'top':
      if (elsewhere.has(name) || name.startsWith('x-')) return [];
      return problemsOf(topOf(check, name), tree, [name], fileKeys.get(name), environment);
  }
}

/** Returns the check of the top level for the value of one key; faults of the key itself are reported elsewhere. */
function topOf({ top }: SchemaKinds, key: string): KindCheck {
  return {
    faultsOf: (value) => {
      const faults = top.faultsOf({ [key]: value }).filter(({ at }) => at !== '');
      return faults.map((fault) => ({ ...fault, at: fault.at.slice(key.length + 1) }));
    },
    keys: top.keys.get(key) ?? new Map(),
  };
}

function problemsOf(
  check: KindCheck,
  tree: Tree,
  root: Path,
  key: ComposeKey | undefined,
  environment: Environment,
): readonly Problem[] {
  const { value, uncast, complete } = plainValue(tree, key, environment, root);
  if (!complete) {
    const message = `${subjectText(subjectOf(root))} expands to more than ${UNFOLD_LIMIT} values through its aliases`;
    return [rejected('schema', message, 'Nest fewer aliases within aliases.', root)];
  }
  const problems: Problem[] = [];
  const report = (path: Path, node: Tree | null, { message, advice }: ProblemWords): void => {
    const unset = deref(node)?.kind === 'scalar' ? collectUnset(node, environment) : [];
    const better = unset.length > 0 ? `Give ${unset.join(', ')} a value or a default.` : advice;
    problems.push(rejected('schema', message, better, path));
  };
  for (const text of uncast) report(text.path, nodeAt(tree, text.path.slice(root.length)), castMessage(text));
  // A missing key may come from the service that it extends.
  const partial = fieldsOf(tree).has('extends');
  for (const picked of pickFaults(check.faultsOf(value), value)) {
    if (partial && picked.fault.kind === 'missing-key') continue;
    const node = nodeAt(tree, picked.path);
    // Only a text whose variables all have values can be checked against a pattern.
    if (picked.fault.kind === 'pattern' && collectUnset(node, environment).length > 0) continue;
    const siblings =
      picked.fault.kind === 'unknown-key' ? keysAt(check.keys, picked.path.slice(0, -1)) : null;
    const path = [...root, ...picked.path];
    report(path, node, faultMessage({ ...picked, path }, node, siblings));
  }
  return problems.sort((a, b) => comparePaths(a.path, b.path));
}

function keysAt(keys: KeyTree, path: Path): KeyTree | null {
  let at: KeyTree | null = keys;
  for (const step of path) at = at?.get(String(step)) ?? at?.get('*') ?? null;
  return at;
}

/** Compares paths: keys by bytes, items by number, the shorter path first. */
function comparePaths(a: Path, b: Path): number {
  for (const [index, step] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (step === other) continue;
    if (typeof step === 'number' && typeof other === 'number') return step - other;
    return String(step) < String(other) ? -1 : 1;
  }
  return a.length - b.length;
}
