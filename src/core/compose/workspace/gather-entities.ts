// Merges the files of a project as Compose loads them: each file with what it includes, then what its services extend, then over the
// files before it (semantics 4.1, 4.3, 4.4). Missing files are noted, never guessed.

import { childOf, deref, itemsOf, type Path, type Tree } from '../../yaml/tree.ts';
import type { ComposeDocument } from '../document.ts';
import { parseDotEnv } from '../environment/dot-env.ts';
import { entityTrees } from '../model-of.ts';
import { inFile } from '../offset-path.ts';
import type { Problem } from '../problem.ts';
import { rejected } from '../project/check/rejected.ts';
import { readExtends } from '../project/read/project-service.ts';
import { collectUnset } from '../project/values/interpolate.ts';
import { readText, readTexts } from '../project/values/read-scalar.ts';
import { topLevelTree } from '../read-fragments.ts';
import {
  type Entities,
  type Entity,
  mergeEntities,
  mergeEntity,
  noEntities,
  withoutExtends,
} from './entity.ts';
import { folderOf, resolvePath } from './paths.ts';
import type { FileRole, MissingFile } from './workspace.ts';

type Environment = ReadonlyMap<string, string>;

/** The depth to which includes and extends are followed: each step is a recursion. */
const maxChain = 100;

function tooLong(gathering: Gathering, what: 'include' | 'extends', at: Path): void {
  const code = `${what}-too-deep`;
  // Reported once: a chain that is too long is so from many of its links.
  if (gathering.problems.some((problem) => problem.code === code)) return;
  const message = `a chain of more than ${maxChain} \`${what}\` is not followed`;
  const advice = 'Shorten the chain.';
  gathering.problems.push({ kind: 'unreadable', code, message, advice, path: at, offset: null });
}

/** The results of a walk, filled during it. */
export interface Gathering {
  readonly texts: ReadonlyMap<string, string>;
  /** Opens a file, or returns it when it is open already; null when its text is not available. */
  readonly open: (
    file: string,
    role: FileRole,
    folder: string,
    environment: Environment,
  ) => ComposeDocument | null;
  /** The folder that paths in the project's files are relative to. */
  readonly folder: string;
  readonly missing: MissingFile[];
  readonly problems: Problem[];
  /** The files whose include is in progress, to detect circles. */
  readonly including: readonly string[];
}

/** Returns the entities of a project of several files, merged in order. */
export function gatherEntities(
  gathering: Gathering,
  files: readonly string[],
  roleOf: (index: number) => FileRole,
  environment: Environment,
): Entities {
  let merged = noEntities;
  for (const [index, file] of files.entries()) {
    const document = gathering.open(file, roleOf(index), gathering.folder, environment);
    if (document) merged = mergeEntities(merged, entitiesOfFile(gathering, document));
  }
  return merged;
}

function entitiesOfFile(gathering: Gathering, document: ComposeDocument): Entities {
  const ofDocument = ownEntities(document);
  const all = mergeEntities(includedEntities(gathering, document), ofDocument);
  const services = new Map(all.services);
  for (const name of ofDocument.services.keys()) {
    const entity = services.get(name);
    if (entity) services.set(name, withExtends(gathering, document, all.services, entity, []));
  }
  return { services, networks: all.networks };
}

function ownEntities(document: ComposeDocument): Entities {
  const entities = (kind: 'service' | 'network'): ReadonlyMap<string, Entity> => {
    const known = kind === 'service' ? document.topology.services : document.topology.networks;
    const found = new Map<string, Entity>();
    for (const [name, tree] of entityTrees(document.fragments, kind, document.environment)) {
      // The tree of the model stays the same object over edits elsewhere, so that earlier merges of it are found again.
      const keptTree: Tree | null | undefined = known.get(name)?.tree;
      const { environment } = document;
      found.set(name, {
        name,
        tree: keptTree ?? tree,
        environment,
        layers: [{ document, name }],
        partial: null,
        clashes: [],
      });
    }
    return found;
  };
  return { services: entities('service'), networks: entities('network') };
}

function includedEntities(gathering: Gathering, document: ComposeDocument): Entities {
  let merged = noEntities;
  const list = topLevelTree(document.fragments, 'include');
  for (const project of includedProjects(list, document.file, document.environment)) {
    const circle = project.files.find((file) => gathering.including.includes(file));
    if (circle !== undefined) {
      const message = `${circle} includes itself through ${document.file}`;
      const at = inFile(document.file, project.at);
      gathering.problems.push(rejected('include-cycle', message, 'Remove one of the includes.', at));
      continue;
    }
    if (gathering.including.length >= maxChain) {
      tooLong(gathering, 'include', inFile(document.file, project.at));
      continue;
    }
    const environment = includedEnvironment(gathering, project, document);
    const { folder } = project;
    const inner = { ...gathering, folder, including: [...gathering.including, ...project.files] };
    for (const file of project.files) {
      if (!gathering.texts.has(file))
        gathering.missing.push({
          file,
          kind: 'include',
          by: document.file,
          optional: false,
          open: project.open,
          at: inFile(document.file, project.at),
        });
    }
    merged = mergeEntities(
      merged,
      gatherEntities(inner, project.files, () => 'included', environment),
    );
  }
  return merged;
}

/** Returns a service merged over everything that it extends. `seen` lists the services on the way, to detect circles. */
function withExtends(
  gathering: Gathering,
  document: ComposeDocument,
  siblings: ReadonlyMap<string, Entity>,
  entity: Entity,
  seen: readonly string[],
): Entity {
  const source = readExtends(entity.tree, entity.environment);
  if (source === null) return entity;
  const here = `${document.file}\n${entity.name}`;
  const at = inFile(document.file, ['services', entity.name, 'extends']);
  if (seen.includes(here)) {
    const message = `service "${entity.name}" extends itself`;
    gathering.problems.push(rejected('extends-cycle', message, 'Break the circle of `extends`.', at));
    return entity;
  }
  const reported = gathering.problems.some(({ code }) => code === 'extends-too-deep');
  if (reported || seen.length >= maxChain) {
    tooLong(gathering, 'extends', at);
    return { ...entity, partial: source.service };
  }
  const file = source.file === null ? null : resolvePath(folderOf(document.file), source.file);
  const other =
    file === null ? document : gathering.open(file, 'extended', folderOf(file), entity.environment);
  if (other === null) {
    const open = collectUnset(childOf(entity.tree, 'extends'), entity.environment).length > 0;
    gathering.missing.push({
      file: file ?? '',
      kind: 'extends',
      by: document.file,
      optional: false,
      open,
      at,
    });
    return { ...entity, partial: file };
  }
  const names = file === null || file === document.file ? siblings : ownEntities(other).services;
  const base = names.get(source.service);
  if (!base) {
    const message = `cannot extend service "${entity.name}" in ${document.file}: service "${source.service}" not found`;
    gathering.problems.push(rejected('extends-unknown', message, 'Name a service of that file.', at));
    return entity;
  }
  const whole = withExtends(gathering, other, names, base, [...seen, here]);
  const merged = mergeEntity({ ...whole, tree: withoutExtends(whole.tree) }, entity) ?? entity;
  return { ...merged, tree: withoutExtends(merged.tree) };
}

/** Returns the variables of an included project; the including file's map when the project adds none. */
function includedEnvironment(
  gathering: Pick<Gathering, 'texts' | 'missing' | 'problems'>,
  project: IncludedProject,
  by: ComposeDocument,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const file of project.envFiles) {
    const text = gathering.texts.get(file);
    if (text === undefined) {
      gathering.missing.push({
        file,
        kind: 'env-file',
        by: by.file,
        optional: project.usesDefaultEnvFile,
        open: project.open,
        readers: project.files,
        at: inFile(by.file, project.at),
      });
      continue;
    }
    const read = parseDotEnv(text, by.environment);
    if (read.ok) for (const [name, value] of read.value) files.set(name, value);
    else {
      const message = `${file}:${read.error.line}:${read.error.column}: ${read.error.message}`;
      gathering.problems.push(
        rejected('env-file', message, 'Correct that file.', inFile(by.file, project.at)),
      );
    }
  }
  return files.size === 0 ? by.environment : new Map([...files, ...by.environment]);
}

/** One included project, with resolved file names. */
export interface IncludedProject {
  readonly files: readonly string[];
  /** The folder that the project's paths are relative to. */
  readonly folder: string;
  /** The project's environment files; `.env` of its folder when the entry names none. */
  readonly envFiles: readonly string[];
  /** True when `envFiles` is the default, `.env`, which need not exist. */
  readonly usesDefaultEnvFile: boolean;
  /** True when a variable without a value leaves open which files are meant. */
  readonly open: boolean;
  /** The position of the entry in the file. */
  readonly at: Path;
}

/** Returns the entries of an `include` list, in order: separate projects, each with files, a folder and variables (semantics 4.4). */
export function includedProjects(
  tree: Tree | null,
  file: string,
  environment: ReadonlyMap<string, string>,
): readonly IncludedProject[] {
  const here = folderOf(file);
  const found: IncludedProject[] = [];
  for (const [index, item] of itemsOf(tree).entries()) {
    const long = deref(item)?.kind === 'map';
    const paths = long ? readTexts(childOf(item, 'path'), environment) : readTexts(item, environment);
    const files = paths.map((path) => resolvePath(here, path));
    const [first] = files;
    if (first === undefined) continue;
    const folder = readText(childOf(item, 'project_directory'), environment);
    const base = folder ? resolvePath(here, folder) : folderOf(first);
    const named = readTexts(childOf(item, 'env_file'), environment).map((path) => resolvePath(here, path));
    found.push({
      files,
      folder: base,
      envFiles: named.length > 0 ? named : [resolvePath(base, '.env')],
      usesDefaultEnvFile: named.length === 0,
      open: collectUnset(item, environment).length > 0,
      at: ['include', index],
    });
  }
  return found;
}
