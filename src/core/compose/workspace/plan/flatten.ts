// The merged model of a workspace as one file, for planning: what an operation means does not depend on how many files say
// what it touches. The text is thrown away; nobody ever sees it.

import { fileStyle } from '../../../yaml/file-style.ts';
import { formatFlow, quoteScalar } from '../../../yaml/format-value.ts';
import type { Tree } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { openDocument } from '../../open-document.ts';
import type { Workspace } from '../workspace.ts';
import { writtenOut } from './written-out.ts';

const made = new WeakMap<Workspace, ComposeDocument>();

/** The workspace as a document of one file; made once. */
export function flatten(workspace: Workspace): ComposeDocument {
  const before = made.get(workspace);
  if (before) return before;
  const { topology, input } = workspace;
  const services = [...topology.services.values()].map(({ name, tree }) => line(name, tree));
  const networks = [...topology.networks.values()]
    .filter(({ origin }) => origin === 'declared')
    .map(({ name, tree }) => line(name, tree));
  const name = topology.name === null ? '' : `name: ${quoteScalar(topology.name, '"')}\n`;
  const text = `${name}${section('services', services)}${section('networks', networks)}`;
  const document = openDocument(text, { file: input.order[0] ?? '', environment: input.environment });
  made.set(workspace, document);
  return document;
}

const style = fileStyle('');

function line(name: string, tree: Tree | null): string {
  const value = tree === null ? '' : ` ${formatFlow(writtenOut(tree), style)}`;
  return `  ${quoteScalar(name, '"')}:${value}\n`;
}

function section(key: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${key}:\n${lines.join('')}`;
}
