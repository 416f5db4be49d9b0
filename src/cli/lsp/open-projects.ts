// The texts that an editor has open, and the projects that they belong to. Changes are worked on one after another, in the order in which
// the editor sent them.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Diagnostic,
  DiagnosticSeverity,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import { sameData } from '../../core/compose/same-data.ts';
import { visible } from '../../core/quote/visible-text.ts';
import { CallFailure } from '../call-failure.ts';
import { projectHere } from '../input/discover.ts';
import type { ProjectOptions } from '../input/project-options.ts';
import type { Io } from '../io.ts';
import { findLanguageProject, isComposeName, type ProjectPlace } from './find-project.ts';
import { type LanguageProject, loadLanguageProject } from './language-project.ts';
import { afterChanges, type OpenText, pathOf } from './open-documents.ts';
import { fileDiagnostics } from './protocol.ts';

export interface OpenProjects {
  open(uri: string, language: string, version: number, text: string): void;
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void;
  close(uri: string): void;
  /** Returns the project of an open file and the file's name in it, with the editor's texts; null for a file that is not Compose. */
  projectOf(uri: string, look: 'editor' | 'disk'): Promise<{ project: LanguageProject; name: string } | null>;
  /** Applies changes and publishes diagnostics that differ. `moved` means that files were added or removed, so projects may change. */
  refresh(look: 'editor' | 'disk' | 'moved'): Promise<void>;
  uriOf(path: string): string;
  versionOf(path: string): number | null;
}

interface Settings {
  readonly io: Io;
  readonly options: ProjectOptions;
  /** The editor's open folders. */
  readonly roots: readonly string[];
  readonly report: (message: string) => void;
  readonly publish: (uri: string, version: number | null, diagnostics: readonly Diagnostic[]) => void;
}

/** A project, or why it cannot be read. */
type FoundProject = LanguageProject | CallFailure | null;

/** Follows the files of an editor. */
export function createOpenProjects({ io, options, roots, report, publish }: Settings): OpenProjects {
  const documents = new Map<string, OpenText>();
  const texts = new Map<string, string>();
  const found = new Map<string, FoundProject>();
  const projects = new Map<string, LanguageProject>();
  /** The diagnostics published last, by address. */
  const published = new Map<string, readonly Diagnostic[]>();

  const ioIn = (folder: string): Io => overlayIo(io, folder, texts, report);
  const uriOf = (path: string): string => documents.get(path)?.uri ?? pathToFileURL(path).href;
  const openAt = (path: string): string | undefined => texts.get(path);

  function put(document: OpenText): void {
    documents.set(document.path, document);
    texts.set(document.path, document.text);
  }

  async function load({ folder, order }: ProjectPlace): Promise<LanguageProject> {
    const key = JSON.stringify([folder, order]);
    const known = projects.get(key);
    if (known) return known;
    const project = await loadLanguageProject(ioIn, folder, order, openAt, { ...options, from: '' });
    projects.set(key, project);
    return project;
  }

  async function find({ path, language }: OpenText): Promise<FoundProject> {
    const known = found.get(path);
    if (known !== undefined) return known;
    const filesIn = async (folder: string) => (await projectHere(ioIn(folder), options.envFile))?.files ?? [];
    const answer = await failureOf(() =>
      findLanguageProject({ filesIn, load, roots }, path, isComposeName(path, language)),
    );
    found.set(path, answer);
    return answer;
  }

  /** Returns the CallFailure that `work` throws as a value. */
  async function failureOf<T>(work: () => Promise<T>): Promise<T | CallFailure> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof CallFailure) return error;
      throw error;
    }
  }

  /** Returns the current project of a file; one that cannot be read is searched for again next time. */
  async function follow(document: OpenText, look: 'editor' | 'disk'): Promise<FoundProject> {
    let project = await find(document);
    if (project instanceof CallFailure) {
      found.delete(document.path);
      project = await find(document);
    }
    if (project === null || project instanceof CallFailure) return project;
    const failure = await failureOf(() => (project as LanguageProject).follow(look));
    if (failure instanceof CallFailure) return failure;
    // An `include` was removed or added: the file may belong to another project now.
    if (project.nameOf(document.path) !== null) return project;
    found.delete(document.path);
    return find(document);
  }

  /** Drops projects without an open file. */
  function dropClosedProjects(): void {
    const used = new Set(found.values());
    for (const [key, project] of projects) if (!used.has(project)) projects.delete(key);
  }

  async function refresh(look: 'editor' | 'disk' | 'moved'): Promise<void> {
    if (look === 'moved') found.clear();
    const now = new Map<string, Diagnostic[]>();
    const done = new Set<LanguageProject>();
    for (const document of [...documents.values()]) {
      const project = await follow(document, look === 'editor' ? 'editor' : 'disk');
      if (project instanceof CallFailure) now.set(document.uri, [ofFailure(project)]);
      if (project === null || project instanceof CallFailure || done.has(project)) continue;
      done.add(project);
      for (const { document: own } of project.workspace().files) {
        const uri = uriOf(project.pathOf(own.file));
        const list = now.get(uri) ?? [];
        // A file that two projects share is reported once.
        if (list.length === 0) list.push(...fileDiagnostics(project, uriOf, own.file));
        now.set(uri, list);
      }
    }
    dropClosedProjects();
    for (const uri of published.keys()) if (!now.has(uri)) now.set(uri, []);
    for (const [uri, list] of now) {
      if (sameData(published.get(uri) ?? [], list)) continue;
      if (list.length === 0) published.delete(uri);
      else published.set(uri, list);
      const path = pathOf(uri);
      publish(uri, path === null ? null : (documents.get(path)?.version ?? null), list);
    }
  }

  return {
    open(uri, language, version, text) {
      const path = pathOf(uri);
      if (path === null) report(`${uri}: only files on this machine are read.`);
      else put({ uri, path, language, version, text });
    },
    change(uri, version, changes) {
      const document = documents.get(pathOf(uri) ?? '');
      if (document) put({ ...document, version, text: afterChanges(document.text, changes) });
    },
    close(uri) {
      const path = pathOf(uri) ?? '';
      documents.delete(path);
      texts.delete(path);
      found.delete(path);
    },
    async projectOf(uri, look) {
      const document = documents.get(pathOf(uri) ?? '');
      const project = document ? await follow(document, look) : null;
      if (!document || project === null || project instanceof CallFailure) return null;
      const name = project.nameOf(document.path);
      return name === null ? null : { project, name };
    },
    refresh,
    uriOf,
    versionOf: (path) => documents.get(path)?.version ?? null,
  };
}

function ofFailure({ lines }: CallFailure): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Error,
    source: 'bulkhead',
    message: lines.map(visible).join('\n'),
  };
}

/** Returns `io` in `cwd` with the editor's open texts, by absolute path, in place of those on the disk. Messages go to `report`. */
function overlayIo(
  io: Io,
  cwd: string,
  open: ReadonlyMap<string, string>,
  report: (message: string) => void,
): Io {
  const absolute = (path: string) => resolve(cwd, path);
  return {
    ...io,
    cwd,
    complain: (message) => report([message].flat().map(visible).join('\n')),
    readFile(path) {
      const text = open.get(absolute(path));
      return text === undefined ? io.readFile(absolute(path)) : new TextEncoder().encode(text);
    },
    linkAt: (path) => io.linkAt(absolute(path)),
    listFolder: (path) => io.listFolder(absolute(path)),
    kindOf: (path) => (open.has(absolute(path)) ? 'file' : io.kindOf(absolute(path))),
  };
}
