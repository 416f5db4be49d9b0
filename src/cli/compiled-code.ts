// Runs our own files with the code that Node compiled in an earlier call. Node's own compile cache stores a file as it is before its
// first line runs, without the functions that a call then uses; compiling those again took a third of a call.

import { isAscii } from 'node:buffer';
import {
  appendFileSync,
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

/** A cached file: its compiled code and the source text. */
interface CachedFile {
  readonly code: Buffer;
  readonly text: Buffer;
}

interface Loaded {
  readonly text: Buffer;
  readonly script: Script;
  readonly exports: Record<string, unknown>;
}

export interface CompiledCode {
  /** Runs a file such as `./check.js` once and returns its exports. */
  readonly load: (name: string) => Record<string, unknown>;
  /**
   * Caches all code compiled so far. Returns false when everything is cached already or cannot be. Other files use other functions, so it
   * looks for new code only at a command's second, fourth, eighth call and so on: looking takes as long as a small project.
   */
  readonly save: () => boolean;
}

/** The code cached by earlier calls of a command. */
interface Cache {
  readonly files: ReadonlyMap<string, CachedFile>;
  /** The number of calls so far. */
  readonly calls: number;
}

const emptyCache: Cache = { files: new Map(), calls: 0 };

/** The growth from which new code is worth caching: one hundredth. */
const minimumGrowth = 1.01;

/** Returns the files of `folder`, compiled with the cache file; null caches nothing. */
export function compiledCode(folder: string, cache: string | null): CompiledCode {
  const { files: known, calls } = cache === null ? emptyCache : readCache(cache);
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
    const code = isAscii(text) ? text.toString('latin1') : text.toString();
    const script = new Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, {
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
    if (cache === null) return false;
    const call = calls + 1;
    const looks = Number.isInteger(Math.log2(call));
    if (fresh || looks) {
      const ran = [...loaded].map(([name, { text, script }]): [string, CachedFile] => {
        return [name, { text, code: script.createCachedData() }];
      });
      const before = ran.map(([name]) => known.get(name)?.code.length ?? 0);
      if (fresh || sum(ran.map(([, { code }]) => code.length)) > sum(before) * minimumGrowth) {
        // Files that other calls of this command load stay in the cache, where they still exist.
        const kept = [...known].filter(([name]) => !loaded.has(name) && existsSync(join(folder, name)));
        return writeCache(cache, { files: new Map([...kept, ...ran]), calls: call });
      }
    }
    countCall(cache);
    return false;
  };
  return { load, save };
}

/** Returns the cache file of a command; null when nothing should or can be cached. */
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
 * Returns a cache folder that belongs to the user alone, since whoever writes compiled code can run it. A shared folder of temporary files
 * would allow anybody.
 */
function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME?.startsWith('/')) return XDG_CACHE_HOME;
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
  return join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache');
}

/** Milliseconds after which a cache file is removed, since its version may be gone: 60 days. */
const maxKept = 60 * 24 * 60 * 60 * 1000;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

/** Writes one line with the number of calls, names and lengths, then the code and text of each file. Every later call adds one byte. */
function writeCache(cache: string, { files, calls }: Cache): boolean {
  const sizes = [...files].map(([name, { code, text }]) => [name, code.length, text.length]);
  const parts = [...files.values()].flatMap(({ code, text }) => [code, text]);
  const beside = `${cache}.${process.pid}`;
  const folder = dirname(cache);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = openSync(beside, 'wx', 0o600);
    try {
      writeFileSync(file, Buffer.concat([Buffer.from(`${JSON.stringify([calls, ...sizes])}\n`), ...parts]));
      // Written through to the disk, since what is read is trusted: half a file after a loss of power would end every call.
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, cache);
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (statSync(path).mtimeMs < Date.now() - maxKept) rmSync(path, { recursive: true });
    }
    return true;
  } catch {
    // Nothing is remembered where nothing can be written.
    return false;
  }
}

/** Counts a call that caches nothing. */
function countCall(cache: string): void {
  try {
    appendFileSync(cache, '.');
  } catch {
    // Then the next call looks no further either.
  }
}

function readCache(cache: string): Cache {
  try {
    const file = openSync(cache, 'r');
    try {
      const { uid, mode } = fstatSync(file);
      // Used only where it belongs to this user: `sudo` may leave the home of another user in place.
      const ours = process.getuid === undefined || (uid === process.geteuid?.() && (mode & 0o022) === 0);
      return ours ? partsOf(readFileSync(file)) : emptyCache;
    } finally {
      closeSync(file);
    }
  } catch {
    return emptyCache;
  }
}

function partsOf(data: Buffer): Cache {
  const files = new Map<string, CachedFile>();
  let at = data.indexOf('\n') + 1;
  const [calls, ...sizes]: readonly [number, ...[string, number, number][]] = JSON.parse(
    data.toString('utf8', 0, at),
  );
  // As releases wrote it that did not count calls.
  if (typeof calls !== 'number') return emptyCache;
  for (const [name, code, text] of sizes) {
    files.set(name, { code: data.subarray(at, at + code), text: data.subarray(at + code, at + code + text) });
    at += code + text;
  }
  return { files, calls: calls + Math.max(0, data.length - at) };
}
