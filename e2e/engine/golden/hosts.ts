// Hosts of several projects with the answers that were measured on real Engines, kept apart from the analyzer's own: analyzer
// and Engine must both still say the same.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WrittenHost } from '../host-yaml.ts';

export interface GoldenHost {
  readonly name: string;
  readonly host: WrittenHost;
  /** By the version of the Engine, `X.Y.Z`: every fact and its answer. */
  readonly measured: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

interface HostFile {
  /** Folders of the projects, and their names, in the order in which they come up. */
  readonly order: readonly string[];
  /** Networks made by hand, by Docker name: their options as a file would say them. */
  readonly made: Readonly<Record<string, string>>;
}

const folder = join(import.meta.dirname, 'hosts');
const measuredIn = /^measured-(\d+\.\d+\.\d+)\.json$/;

/** All of them: a folder each, with `host.json`, a folder for each project, and `measured-X.Y.Z.json`. */
export function goldenHosts(): readonly GoldenHost[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const { order, made }: HostFile = JSON.parse(readFileSync(join(path, 'host.json'), 'utf8'));
      const projects = order.map((project) => ({
        name: project,
        text: readFileSync(join(path, project, 'compose.yaml'), 'utf8'),
      }));
      const measured = readdirSync(path).flatMap((file) => {
        const version = measuredIn.exec(file)?.[1];
        if (version === undefined) return [];
        const facts: Record<string, string> = JSON.parse(readFileSync(join(path, file), 'utf8'));
        return [[version, new Map(Object.entries(facts))] as const];
      });
      return { name, host: { projects, made: new Map(Object.entries(made)) }, measured: new Map(measured) };
    });
}
