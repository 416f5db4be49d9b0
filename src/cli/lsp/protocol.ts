// Places, diagnostics and edits in the words of the protocol, which counts lines and UTF-16 columns from 0.

import {
  type ChangeAnnotation,
  type Diagnostic,
  DiagnosticSeverity,
  type Location,
  type Position,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { placeOf } from '../../core/compose/workspace/place-of.ts';
import type { FileEdits } from '../../core/compose/workspace/update-workspace.ts';
import { ruleAddress } from '../../core/export/docs-address.ts';
import { fingerprint } from '../../core/findings/fingerprint.ts';
import { diagnosticsOf, type FileDiagnostic } from '../../core/language/diagnostics-of.ts';
import { visible } from '../../core/quote/visible-text.ts';
import type { Hop } from '../../core/reach/document-paths.ts';
import { lineAndColumn } from '../../core/text/line-and-column.ts';
import { offsetAt } from '../../core/text/offset-at.ts';
import type { Span } from '../../core/yaml/tree.ts';
import { about } from '../about.ts';
import type { LanguageProject } from './language-project.ts';

function positionOf(text: string, offset: number): Position {
  const { line, column } = lineAndColumn(text, offset);
  return { line: line - 1, character: column - 1 };
}

/** Returns the range of a span of text. */
export function rangeOf(text: string, { from, to }: Span): Range {
  return { start: positionOf(text, from), end: positionOf(text, to) };
}

/** Returns the offset of a position in a text. */
export function offsetOfPosition(text: string, { line, character }: Position): number {
  return offsetAt(text, line + 1, character + 1);
}

/** Returns the part of a span on its first line, so that a diagnostic does not underline a whole service. */
export function firstLine(text: string, { from, to }: Span): Span {
  const end = text.slice(from, to).search(/[\r\n]/);
  return { from, to: end < 0 ? to : from + end };
}

/** Returns the address of a file as the editor writes it. */
type UriOf = (path: string) => string;

/** Returns a location in a file of a project. */
export function locationOf(
  project: LanguageProject,
  uriOf: UriOf,
  { file, ...span }: Span & { readonly file: string },
): Location {
  const text = project.workspace().input.texts.get(file) ?? '';
  return { uri: uriOf(project.pathOf(file)), range: rangeOf(text, span) };
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

function hopText({ from, to, network }: Hop): string {
  return visible(`${from} reaches ${to} ${network === null ? 'through the host' : `on ${network}`}`);
}

function related(project: LanguageProject, uriOf: UriOf, path: readonly Hop[]) {
  return path.map((hop) => ({
    location: locationOf(project, uriOf, placeOf(project.workspace(), hop.at)),
    message: hopText(hop),
  }));
}

/** Returns the diagnostic of a problem or finding; its `data` identifies the finding. */
export function toDiagnostic(
  project: LanguageProject,
  uriOf: UriOf,
  text: string,
  { finding, message, severity, ...span }: FileDiagnostic,
): Diagnostic {
  const own = {
    range: rangeOf(text, firstLine(text, span)),
    severity: severities[severity],
    source: 'bulkhead',
    message: visible(message),
  };
  if (finding === null) return own;
  return {
    ...own,
    code: finding.rule,
    ...(about.docs !== null && {
      codeDescription: { href: ruleAddress(about.docs, { id: finding.rule, slug: finding.slug }) },
    }),
    data: { fingerprint: fingerprint(finding) },
    ...(finding.path.length === 0 ? {} : { relatedInformation: related(project, uriOf, finding.path) }),
  };
}

/** Returns the diagnostics of a file of a project. */
export function fileDiagnostics(project: LanguageProject, uriOf: UriOf, name: string): readonly Diagnostic[] {
  const workspace = project.workspace();
  const text = workspace.input.texts.get(name) ?? '';
  return diagnosticsOf(workspace, project.analysis().findings, name).map((one) =>
    toDiagnostic(project, uriOf, text, one),
  );
}

/** The editor's capabilities for edits of several files. */
export interface EditAbilities {
  /** Accepts edits with the version of the text they apply to. */
  readonly versions: boolean;
  /** Shows the purpose of a change and asks for confirmation. */
  readonly annotations: boolean;
}

/** Addresses and versions of files in the editor; the version of a closed file is null. */
export interface EditorFiles {
  readonly uriOf: UriOf;
  readonly versionOf: (path: string) => number | null;
}

const annotationId = 'bulkhead';

/** Combines edits of a project's files into one workspace edit, with a description for editors that ask for confirmation. */
export function workspaceEdit(
  project: LanguageProject,
  edits: FileEdits,
  { uriOf, versionOf }: EditorFiles,
  abilities: EditAbilities,
  annotation: ChangeAnnotation | null = null,
): WorkspaceEdit {
  const noted = annotation !== null && abilities.annotations ? annotation : null;
  const files = [...edits].map(([name, own]) => {
    const text = project.workspace().input.texts.get(name) ?? '';
    const path = project.pathOf(name);
    const changes = own.map(
      ({ insert, ...span }): TextEdit => ({ range: rangeOf(text, span), newText: insert }),
    );
    return { uri: uriOf(path), version: versionOf(path), changes };
  });
  if (!abilities.versions) {
    return { changes: Object.fromEntries(files.map(({ uri, changes }) => [uri, changes])) };
  }
  return {
    documentChanges: files.map(({ uri, version, changes }) => ({
      textDocument: { uri, version },
      edits: noted === null ? changes : changes.map((edit) => ({ ...edit, annotationId })),
    })),
    ...(noted === null ? {} : { changeAnnotations: { [annotationId]: noted } }),
  };
}
