// Runs our own files with the code that Node compiled in an earlier call. Node's own compile cache stores a file as it is before its
// first line runs, without the functions that a call then uses; compiling those again took a third of a call.

import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { version } from '../../package.json';

/** What is remembered of a file: the code, and the text that it was compiled of. */
interface Remembered {
  readonly code: Buffer;
  readonly text: Buffer;
}

interface Loaded {
  readonly text: Buffer;
  readonly script: Script;
  readonly exports: Record<string, unknown>;
}

export interface CompiledCode {
  /** What the file of this name, such as `./check.js`, exports; run once. */
  readonly load: (name: string) => Record<string, unknown>;
  /** Remembers what ran, with all that was compiled until now; false where all of it was remembered already, or cannot be. */
  readonly save: () => boolean;
}

/** The files of `folder`; `cache` is the file that holds what was compiled of them, or null: nothing is remembered. */
export function compiledCode(folder: string, cache: string | null): CompiledCode {
  const known = cache === null ? new Map<string, Remembered>() : readCache(cache);
  const loaded = new Map<string, Loaded>();
  let fresh = false;

  const load = (name: string): Record<string, unknown> => {
    // Any other name is a module of Node: all packages are bundled.
    if (!name.startsWith('./')) return process.getBuiltinModule(name) as Record<string, unknown>;
    const before = loaded.get(name);
    if (before) return before.exports;
    const filename = join(folder, name);
    const text = readFileSync(filename);
    const remembered = known.get(name);
    const cachedData = remembered?.text.equals(text) ? remembered.code : undefined;
    const script = new Script(`(function (exports, require, module, __filename, __dirname) {${text}\n})`, {
      filename,
      ...(cachedData && { cachedData }),
    });
    fresh ||= script.cachedDataRejected !== false;
    const module = { exports: {} };
    loaded.set(name, { text, script, exports: module.exports });
    script.runInThisContext()(module.exports, load, module, filename, folder);
    return module.exports;
  };

  const save = (): boolean => {
    if (cache === null || !fresh) return false;
    // Files that other calls of this command load stay in the cache, where they still exist.
    const kept = [...known].filter(([name]) => !loaded.has(name) && existsSync(join(folder, name)));
    const ran = [...loaded].map(([name, { text, script }]): [string, Remembered] => {
      return [name, { text, code: script.createCachedData() }];
    });
    return writeCache(cache, new Map([...kept, ...ran]));
  };
  return { load, save };
}

/** Where what was compiled for a command is remembered; null where nothing is to be, or where it cannot be. */
export function cacheOf(command: string): string | null {
  if (process.env.NODE_DISABLE_COMPILE_CACHE === '1') return null;
  const { versions, arch } = process;
  try {
    return join(cacheFolder(), 'bulkhead', 'compiled', `${command}-${version}-${versions.v8}-${arch}`);
  } catch {
    // The user has no home folder.
    return null;
  }
}

/**
 * The cache is the user's own: whoever can write compiled code can have it run, and in a folder of temporary files on a shared machine
 * that would be anybody.
 */
function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME?.startsWith('/')) return XDG_CACHE_HOME;
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
  return join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache');
}

/** After 60 days a file may be of a version that is gone: in milliseconds. */
const mostKept = 60 * 24 * 60 * 60 * 1000;

/** One line of names and lengths, then code and text of each. */
function writeCache(cache: string, files: ReadonlyMap<string, Remembered>): boolean {
  const sizes = [...files].map(([name, { code, text }]) => [name, code.length, text.length]);
  const parts = [...files.values()].flatMap(({ code, text }) => [code, text]);
  const beside = `${cache}.${process.pid}`;
  const folder = dirname(cache);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = openSync(beside, 'wx', 0o600);
    try {
      writeFileSync(file, Buffer.concat([Buffer.from(`${JSON.stringify(sizes)}\n`), ...parts]));
      // Written through to the disk, since what is read is trusted: half a file after a loss of power would end every call.
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, cache);
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (statSync(path).mtimeMs < Date.now() - mostKept) rmSync(path, { recursive: true });
    }
    return true;
  } catch {
    // Nothing is remembered where nothing can be written.
    return false;
  }
}

function readCache(cache: string): ReadonlyMap<string, Remembered> {
  try {
    const file = openSync(cache, 'r');
    try {
      const { uid, mode } = fstatSync(file);
      // Used only where it belongs to this user: `sudo` may leave the home of another user in place.
      const ours = process.getuid === undefined || (uid === process.geteuid?.() && (mode & 0o022) === 0);
      return ours ? partsOf(readFileSync(file)) : new Map();
    } finally {
      closeSync(file);
    }
  } catch {
    return new Map();
  }
}

function partsOf(data: Buffer): ReadonlyMap<string, Remembered> {
  const files = new Map<string, Remembered>();
  let at = data.indexOf('\n') + 1;
  const sizes: readonly [string, number, number][] = JSON.parse(data.toString('utf8', 0, at));
  for (const [name, code, text] of sizes) {
    files.set(name, { code: data.subarray(at, at + code), text: data.subarray(at + code, at + code + text) });
    at += code + text;
  }
  return files;
}
