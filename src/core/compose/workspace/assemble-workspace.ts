// One model, and its problems, from the files of a project. A single file that neither includes nor extends anything is its own
// model: files are merged only where there is something to merge.

import { deref } from '../../yaml/tree.ts';
import type { ComposeDocument } from '../document.ts';
import { projectName } from '../environment/project-name.ts';
import { sameValues } from '../environment/same-values.ts';
import { inFile, offsetPath } from '../offset-path.ts';
import { fileProblemsOf, modelProblems, openDocument } from '../open-document.ts';
import type { Problem } from '../problem.ts';
import { rejected } from '../project/check/rejected.ts';
import type { Resources } from '../project/check/resource-problems.ts';
import { validateTopology } from '../project/check/validate-topology.ts';
import { assembleTopology } from '../project/read/assemble-topology.ts';
import { projectNetwork } from '../project/read/project-network.ts';
import { projectService } from '../project/read/project-service.ts';
import { readText } from '../project/values/read-scalar.ts';
import { readFragments, topLevelTree } from '../read-fragments.ts';
import type { SchemaCheck } from '../schema/schema-check.ts';
import type { Network, Service, Topology } from '../topology.ts';
import { absentProblems } from './absent-files.ts';
import type { Entities, Entity } from './entity.ts';
import { type Gathering, gatherEntities } from './gather-entities.ts';
import { folderOf } from './paths.ts';
import { topLevel } from './top-level.ts';
import type { FileRole, Layer, MissingFile, Workspace, WorkspaceFile, WorkspaceInput } from './workspace.ts';

const noFiles: ReadonlySet<string> = new Set();

/** Returns the workspace of `input`; documents of `open`, and objects of the model of `previous`, are reused while they are valid. */
export function assembleWorkspace(
  given: WorkspaceInput,
  open: readonly ComposeDocument[],
  previous: Workspace | null,
): Workspace {
  const files = new Map<string, WorkspaceFile>();
  const missing: MissingFile[] = [];
  const problems: Problem[] = [];
  const known = new Map(open.map((document) => [document.file, document]));
  const input = { ...given, environment: withProjectName(given, known) };
  const folder = folderOf(input.order[0] ?? '');
  const gathering: Gathering = {
    texts: input.texts,
    folder,
    missing,
    problems,
    including: input.order,
    open(file, role, folder, environment) {
      const before = files.get(file);
      if (before) return before.document;
      const text = input.texts.get(file);
      if (text === undefined) return null;
      const keptDocument = known.get(file);
      const schema = input.schema ?? null;
      const serves = keptDocument?.text === text && sameValues(keptDocument.environment, environment);
      const document = serves
        ? withSchemaProblems(keptDocument, schema)
        : openDocument(text, { file, environment, schema });
      files.set(file, { document, role, folder });
      return document;
    },
  };
  for (const [index, file] of input.order.entries())
    gathering.open(file, roleIn(index), folder, input.environment);
  const [main] = files.values();
  if (main && files.size === 1 && input.order.length === 1 && isPlain(main.document)) {
    const { topology, stale, empty, problems: own } = main.document;
    const nothing = { missing: [], layers: new Map<string, readonly Layer[]>() };
    const away = absentProblems({ files: [main], topology, ...nothing }, input.absent ?? noFiles);
    const problems = away.length === 0 ? own : [...own, ...away];
    return { input: given, files: [main], topology, stale, empty, problems, ...nothing };
  }
  const entities = gatherEntities(gathering, input.order, roleIn, input.environment);
  const all = [...files.values()];
  const sayingFiles = all.filter((file) => !isCommentOnly(file));
  const stale = sayingFiles.some(({ document }) => document.stale);
  const read = { input: given, files: all, missing, layers: layersOf(entities), stale };
  const broken = sayingFiles.flatMap(({ document }) => fileProblems(document));
  if (stale && previous && !previous.empty)
    return { ...read, topology: previous.topology, empty: false, problems: broken };
  const topology = mergedTopology(input, all, entities, previous?.topology ?? null);
  // What an unreadable file would have declared is not reported as missing.
  if (stale) return { ...read, topology, empty: true, problems: broken };
  const refused = validateTopology(topology, input.environment, {
    schema: input.schema ?? null,
    resources: missing.some(({ kind }) => kind === 'include') ? null : resourcesOf({ files: all }),
  });
  const ofTheWhole = settledProblems(refused, entities, missing);
  const away = absentProblems({ ...read, topology }, input.absent ?? noFiles);
  const found = [...broken, ...problems, ...away, ...clashProblems(entities), ...ofTheWhole];
  return { ...read, topology, empty: false, problems: found };
}

const nameVariable = 'COMPOSE_PROJECT_NAME';

/** Returns the variables with the project's name, which Compose adds for its files; without it when nothing names the project. */
function withProjectName(
  { environment, order, texts, folder = null }: WorkspaceInput,
  known: ReadonlyMap<string, ComposeDocument>,
): ReadonlyMap<string, string> {
  if (environment.has(nameVariable)) return environment;
  if (![...texts.values()].some((text) => text.includes(nameVariable))) return environment;
  const names = order.flatMap((file) => {
    const text = texts.get(file) ?? '';
    const document = known.get(file);
    const { fragments } = document?.text === text ? document : readFragments(text);
    const name = readText(topLevelTree(fragments, 'name'), environment);
    return name ? [name] : [];
  });
  const named = projectName(null, environment, names.at(-1) ?? null, folder);
  const name = named.ok ? named.value.name : null;
  return name === null ? environment : new Map([...environment, [nameVariable, name]]);
}

/** True when a file holds only comments, which Compose accepts beside other files. */
function isCommentOnly({ document, role }: WorkspaceFile): boolean {
  return role !== 'main' && document.stale && document.fileProblems.every(({ code }) => code === 'empty');
}

function withSchemaProblems(document: ComposeDocument, schema: SchemaCheck | null): ComposeDocument {
  return schema === null ? document : withSchema(document, schema);
}

function resourcesOf(workspace: Pick<Workspace, 'files'>): Resources {
  const [volumes, secrets, configs, models] = ['volumes', 'secrets', 'configs', 'models'].map((key) =>
    topLevel(workspace, key),
  );
  return {
    volumes: volumes ?? null,
    secrets: secrets ?? null,
    configs: configs ?? null,
    models: models ?? null,
  };
}

function roleIn(index: number): FileRole {
  return index === 0 ? 'main' : 'override';
}

/** True when a document neither includes nor extends anything. */
function isPlain({ fragments, topology }: ComposeDocument): boolean {
  if (topLevelTree(fragments, 'include') !== null) return false;
  for (const { extendsFrom } of topology.services.values()) if (extendsFrom !== null) return false;
  return true;
}

function layersOf(entities: Entities): ReadonlyMap<string, readonly Layer[]> {
  const layers = new Map<string, readonly Layer[]>();
  for (const { name, layers: places } of entities.services.values()) layers.set(`service:${name}`, places);
  for (const { name, layers: places } of entities.networks.values()) layers.set(`network:${name}`, places);
  return layers;
}

function mergedTopology(
  { environment, order }: WorkspaceInput,
  files: readonly WorkspaceFile[],
  entities: Entities,
  previous: Topology | null,
): Topology {
  const ownDocuments = files.filter(({ role }) => role !== 'extended').map(({ document }) => document);
  const named = files.filter(({ document }) => order.includes(document.file));
  const names = named.map(({ document }) => topLevelTree(document.fragments, 'name'));
  const services = [...entities.services.values()].map((entity: Entity) => serviceOfEntity(entity, previous));
  const networks = [...entities.networks.values()].map((entity) => networkOfEntity(entity, previous));
  return assembleTopology({
    services,
    networks,
    name: names.filter((tree) => tree !== null).at(-1) ?? null,
    otherKeys: [...new Set(ownDocuments.flatMap(({ topology }) => topology.otherKeys))].filter(
      (key) => key !== 'include',
    ),
    environment,
  });
}

/** Returns the document with the schema's problems; equal to opening it with the schema. */
export function withSchema(document: ComposeDocument, schema: SchemaCheck): ComposeDocument {
  if (document.schema === schema) return document;
  const known = { ...document, schema };
  if (document.stale) return known;
  const { fragments, environment } = document;
  // Problems of the syntax come before those of the top level.
  const found = fileProblemsOf(fragments, environment, document.schema).length;
  const read = document.fileProblems.slice(0, document.fileProblems.length - found);
  const fileProblems = [...read, ...fileProblemsOf(fragments, environment, schema)];
  return { ...known, fileProblems, problems: [...fileProblems, ...modelProblems(known)] };
}

/** Returns the service of an entity. When a file that it extends is missing, its networks are unknown. */
function serviceOfEntity(entity: Entity, previous: Topology | null): Service {
  const { name, tree, environment, layers, partial } = entity;
  const [layer] = layers;
  const alone = layers.length === 1 && partial === null ? layer?.document.topology.services.get(name) : null;
  if (alone && alone.tree === tree && alone.extendsFrom === null) return alone;
  const before = previous?.services.get(name);
  if (before && before.tree === tree && partial === null && before.mode.kind !== 'unknown') return before;
  const service = { ...projectService(name, tree, environment), extendsFrom: null };
  if (partial === null || service.mode.kind !== 'networks') return service;
  return { ...service, mode: { kind: 'unknown', raw: `extends ${partial}` }, attachments: [] };
}

/** Returns the network of an entity. */
function networkOfEntity(entity: Entity, previous: Topology | null): Network {
  const { name, tree, environment, layers } = entity;
  const [layer] = layers;
  const alone = layers.length === 1 ? layer?.document.topology.networks.get(name) : null;
  const map = deref(tree);
  if (alone && alone.origin === 'declared' && alone.tree === (map?.kind === 'map' ? map : null)) return alone;
  const before = previous?.networks.get(name);
  if (before && map !== null && before.tree === map) return before;
  return projectNetwork(name, tree, environment);
}

/** Returns the problems of one text, with paths that name its file. */
function fileProblems({ file, fileProblems: own }: ComposeDocument): readonly Problem[] {
  return own.map((problem) => {
    const path = problem.offset === null ? problem.path : offsetPath(problem.offset);
    return { ...problem, path: inFile(file, path), offset: null };
  });
}

/** Returns the problems at places where a file has another form than an earlier one, such as a list over a mapping. */
function clashProblems({ services, networks }: Entities): readonly Problem[] {
  const report = (top: string, entities: Entities['services']): readonly Problem[] =>
    [...entities.values()].flatMap(({ name, clashes }) =>
      clashes.map((path) => {
        const message = `cannot override ${[top, name, ...path].join('.')}: it has another form in an earlier file`;
        return rejected('override-clash', message, 'Use the form of the earlier file, or use !override.', [
          top,
          name,
          ...path,
        ]);
      }),
    );
  return [...report('services', services), ...report('networks', networks)];
}

/** Returns the problems of the merged model, without those that a missing file may resolve. */
function settledProblems(
  refused: readonly Problem[],
  entities: Entities,
  missing: readonly MissingFile[],
): readonly Problem[] {
  return refused
    .filter((problem) => !mayBeResolved(problem, entities))
    .map((problem) => asNotice(problem, missing));
}

/** True when a problem concerns something that a missing extended file may contain. */
function mayBeResolved({ code, path }: Problem, { services }: Entities): boolean {
  return code === 'no-image' && (services.get(String(path[1]))?.partial ?? null) !== null;
}

/** Returns a problem, as a notice when it is about a name that a missing file may declare. */
function asNotice(problem: Problem, missing: readonly MissingFile[]): Problem {
  const away = missing.find((file) => file.kind === 'include');
  if (!away || !problem.code.startsWith('undefined-')) return problem;
  return { ...problem, kind: 'notice', advice: `It may be declared in ${away.file}, which is not open.` };
}
