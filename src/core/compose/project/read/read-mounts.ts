// `volumes` of a service in short and long form. Sources stay as written, targets are normalized; nothing is looked up on a disk.

import { deref, itemsOf, type MapTree, type Path, scalarText, type Tree } from '../../../yaml/tree.ts';
import type { Mount } from '../../topology.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { readText, readTri } from '../values/read-scalar.ts';

type Environment = ReadonlyMap<string, string>;

/** Reads the mounts of a service in file order, without items of an unknown form. */
export function readMounts(tree: Tree | null | undefined, environment: Environment): readonly Mount[] {
  const mounts: Mount[] = [];
  for (const [index, item] of itemsOf(tree).entries()) {
    const path: Path = ['volumes', index];
    const node = deref(item);
    if (node?.tag === '!reset') continue;
    if (node?.kind === 'map') mounts.push(longMount(node, environment, path));
    const text = readText(node, environment);
    if (text !== null) mounts.push(shortMount(text, scalarText(node) ?? '', path));
  }
  return mounts;
}

function longMount(tree: MapTree, environment: Environment, path: Path): Mount {
  const fields = fieldsOf(tree);
  const type = readText(fields.get('type')?.value, environment);
  return {
    type: type === 'bind' || type === 'volume' || type === 'tmpfs' ? type : 'other',
    source: readText(fields.get('source')?.value, environment) ?? '',
    target: cleanPath(readText(fields.get('target')?.value, environment) ?? ''),
    readOnly: readTri(fields.get('read_only')?.value, environment, false) === true,
    propagation: readText(fieldsOf(fields.get('bind')?.value).get('propagation')?.value, environment) || null,
    path,
  };
}

function shortMount(text: string, raw: string, path: Path): Mount {
  const parts = splitColons(text);
  if (parts.length === 1) {
    return { type: 'volume', source: '', target: cleanPath(text), readOnly: false, propagation: null, path };
  }
  const [source = '', target = '', list = ''] = parts;
  const options = list.split(',');
  // A variable at the start nearly always holds a path, also where its value is not known.
  const bind = /^([./~\\]|[A-Za-z]:)/.test(source) || (raw.startsWith('$') && !raw.startsWith('$$'));
  return {
    type: bind ? 'bind' : 'volume',
    source,
    target: cleanPath(target),
    readOnly: options.includes('ro'),
    propagation: options.find((option) => /^r?(?:shared|slave|private)$/.test(option)) ?? null,
    path,
  };
}

/** Splits a text at colons, except the colon of a Windows drive: `C:\data:/data`, `C:/data:/data`. */
function splitColons(text: string): readonly string[] {
  const parts = text.split(':');
  const [drive = '', afterDrive = '', ...others] = parts;
  if (!/^[A-Za-z]$/.test(drive)) return parts;
  const isDrive =
    afterDrive.startsWith('\\') || (afterDrive.startsWith('/') && (others[0]?.startsWith('/') ?? false));
  return isDrive ? [`${drive}:${afterDrive}`, ...others] : parts;
}

/** Returns a path inside a container in its normalized spelling: `/a//b/../c/` becomes `/a/c`; '' stays ''. */
export function cleanPath(path: string): string {
  if (path === '') return '';
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    const back = part === '..';
    if (back && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!back || !rooted) parts.push(part);
  }
  return `${rooted ? '/' : ''}${parts.join('/')}` || '.';
}
