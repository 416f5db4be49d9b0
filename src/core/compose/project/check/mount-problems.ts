// Items of `volumes` of a service that Compose refuses. Whether a named volume is declared is for `resource-problems.ts`.

import { deref, itemsOf, type Path, type TreeEntry } from '../../../yaml/tree.ts';
import { nameList } from '../../name-list.ts';
import type { Problem } from '../../problem.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { interpolate } from '../values/interpolate.ts';
import { readText } from '../values/read-text.ts';
import { rejected } from './rejected.ts';

type Environment = ReadonlyMap<string, string>;

/** The problems of the volumes of the service `name`. */
export function mountProblems(
  name: string,
  fields: ReadonlyMap<string, TreeEntry>,
  environment: Environment,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [index, item] of itemsOf(fields.get('volumes')?.value).entries()) {
    const path: Path = ['services', name, 'volumes', index];
    const node = deref(item);
    if (node?.tag === '!reset') continue;
    if (node?.kind === 'map') {
      const keys = fieldsOf(node);
      const missing = missingKey(keys, environment);
      if (missing === null) continue;
      const message = `service '${name}': item ${index + 1} of 'volumes' lacks the key '${missing}'`;
      problems.push(rejected('invalid-volume', message, `Add '${missing}'.`, path));
      continue;
    }
    if (node?.kind !== 'scalar' || typeof node.value !== 'string') continue;
    const { text, unset, problem } = interpolate(node.text, environment);
    const reason = problem === null ? shortProblem(text) : null;
    if (reason === null) continue;
    const message = `service '${name}': the volume '${node.text}' cannot be read: ${reason}`;
    const advice =
      unset.length > 0
        ? `Give ${nameList(unset)} a value or a default.`
        : 'Write "SOURCE:TARGET" or "SOURCE:TARGET:ro", or a target alone.';
    problems.push(rejected('invalid-volume', message, advice, path));
  }
  return problems;
}

function missingKey(keys: ReadonlyMap<string, TreeEntry>, environment: Environment): string | null {
  // Without a type there is a problem of its own, whatever else is missing.
  if (!keys.has('type')) return null;
  if (!keys.has('target')) return 'target';
  return readText(keys.get('type')?.value, environment) === 'bind' && !keys.has('source') ? 'source' : null;
}

/** Why a short item is none; null where it is one. */
function shortProblem(text: string): string | null {
  if (text === '') return 'it is empty';
  if (text.length < 3) return null;
  const parts = text.split(':');
  const sections: string[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] ?? '';
    // The colon behind a single letter is that of a Windows drive, wherever it stands.
    const drive = /^\p{L}$/u.test(part) && i + 1 < parts.length;
    sections.push(drive ? `${part}:${parts[++i] ?? ''}` : part);
  }
  if (sections.includes('')) return 'nothing stands between two of its colons, or at an end';
  return sections.length > 3 ? 'it has too many colons' : null;
}
