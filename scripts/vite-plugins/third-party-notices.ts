// The licences of everything that ends up in a bundle, as one text file beside it: made while building, from what was really
// bundled, so that it cannot fall behind.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** Returns the folder of the innermost package of a module; null for a module of this project. */
export function packageFolder(id: string): string | null {
  const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/'));
  return found?.[1]?.replace(/^\0/, '') ?? null;
}

/** Returns the notice of one package. A package without a licence ends the build. */
export function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Manifest;
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|copying|notice)(?:-\w+)?(?:\.(?:md|txt|markdown))?$/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (license === undefined && texts.length === 0) throw new Error(`${folder}: says no licence.`);
  const body = texts.length > 0 ? texts.join('\n\n') : `Licensed under ${license}.`;
  return `${name} ${version} (${license ?? 'see below'})\n\n${body}\n`;
}

/**
 * Returns the Vite plugin that writes `third-party-notices.txt`; `more` lists packages that are used without being imported, such as
 * sources of generated code.
 */
export function thirdPartyNotices(more: readonly string[]): Plugin {
  return {
    name: 'third-party-notices',
    apply: 'build',
    generateBundle() {
      const folders = new Set(more.map((name) => join(root, 'node_modules', name)));
      for (const id of this.getModuleIds()) {
        const folder = packageFolder(id);
        if (folder !== null && existsSync(join(folder, 'package.json'))) folders.add(folder);
      }
      const notices = [...new Set([...folders].map(noticeOf))].sort();
      const head = 'Bulkhead contains the following software of others.\n';
      const source = [head, ...notices].join(`\n${'-'.repeat(78)}\n\n`);
      this.emitFile({ type: 'asset', fileName: 'third-party-notices.txt', source });
    },
  };
}
