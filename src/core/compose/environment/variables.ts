// The variables that the files of a project mention: which have a value, which fall back to a default, which have neither.

import { deref, entriesOf, itemsOf, type Path, type Tree } from '../../yaml/tree.ts';
import { holdsVariable, interpolate, variableMentions } from '../project/values/interpolate.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface VariableUse {
  readonly name: string;
  /**
   * The state of a variable. `set`: has a value, possibly empty. `required`: a `:?` requires a value and there is none. `unset`: is read as
   * an empty text.
   */
  readonly state: 'set' | 'default' | 'unset' | 'required';
  /** The distinct defaults in the files, as written. */
  readonly defaults: readonly string[];
  /** The message of a `:?`; '' when there is none. */
  readonly hint: string;
  /** The first place that mentions the variable; for a missing one the first without a default. */
  readonly at: Path;
  /** The places with neither a value nor a default, in file order. */
  readonly missingAt: readonly Path[];
  /** The services that mention the variable, in file order. */
  readonly services: readonly string[];
}

interface Draft {
  at: Path;
  readonly missingAt: Path[];
  readonly services: Set<string>;
  readonly defaults: Set<string>;
  hint: string;
  missing: boolean;
  required: boolean;
}

/** The variables that Compose sets itself; `PWD` is the project's folder unless the shell sets it. */
const builtInVariables: ReadonlySet<string> = new Set(['COMPOSE_PROJECT_NAME', 'PWD']);

/** Returns all variables in the order in which the files mention them. */
export function variablesOf({ files, input }: Workspace): readonly VariableUse[] {
  const found = new Map<string, Draft>();
  for (const { text, path, environment } of textsWithVariables(files)) note(found, text, path, environment);
  return [...found].flatMap(([name, { missing, required, services, defaults, ...rest }]) => {
    if (builtInVariables.has(name)) return [];
    const left = required ? 'required' : 'unset';
    const state = missing ? left : input.environment.has(name) ? 'set' : 'default';
    return [{ name, state, services: [...services], defaults: [...defaults], ...rest }];
  });
}

/** Yields every text of the files with a dollar sign, with its place and the variables of its file. */
export function* textsWithVariables(files: Workspace['files']): Iterable<{
  readonly text: string;
  readonly path: Path;
  readonly environment: ReadonlyMap<string, string>;
}> {
  for (const { document } of files) {
    const { environment } = document;
    for (const { kind, name, tree } of document.fragments) {
      const start = kind === 'rest' ? [name] : [`${kind}s`, name];
      for (const { text, path } of textsIn(tree, start, new Set())) yield { text, path, environment };
    }
  }
}

/** Returns the variables with neither a value nor a default. */
export function missingVariables(workspace: Workspace): readonly VariableUse[] {
  return variablesOf(workspace).filter(({ state }) => state === 'unset' || state === 'required');
}

function note(
  found: Map<string, Draft>,
  text: string,
  path: Path,
  environment: ReadonlyMap<string, string>,
): void {
  const [section, service] = path;
  const { unset } = interpolate(text, environment);
  for (const { name, operator, operand } of variableMentions(text)) {
    const missing = unset.includes(name);
    const known = found.get(name);
    const draft = known ?? {
      at: path,
      missingAt: [],
      services: new Set<string>(),
      defaults: new Set<string>(),
      hint: '',
      missing: false,
      required: false,
    };
    if (!known) found.set(name, draft);
    if (section === 'services' && typeof service === 'string') draft.services.add(service);
    if (operator.endsWith('-')) draft.defaults.add(operand);
    if (!missing) continue;
    if (!draft.missing) draft.at = path;
    draft.missing = true;
    draft.missingAt.push(path);
    if (!operator.endsWith('?')) continue;
    draft.required = true;
    draft.hint ||= operand;
  }
}

/** Yields the scalars with a dollar sign. Visits every node once, since anchors may be shared many times. */
function* textsIn(
  tree: Tree | null,
  path: Path,
  seen: Set<Tree>,
): Iterable<{ readonly text: string; readonly path: Path }> {
  const node = deref(tree);
  if (node === null || !holdsVariable(node)) return;
  if (node.kind === 'scalar') {
    yield { text: node.text, path };
    return;
  }
  if (seen.has(node)) return;
  seen.add(node);
  for (const [index, item] of itemsOf(node).entries()) yield* textsIn(item, [...path, index], seen);
  for (const { key, value } of entriesOf(node)) yield* textsIn(value, [...path, key], seen);
}
