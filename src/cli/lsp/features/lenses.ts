// A line over each service: how many reach it, and whether the outside does. Choosing it says why.

import type { CodeLens } from 'vscode-languageserver/node';
import { hostSockets } from '../../../core/blast/runtime-sockets.ts';
import { placeOf } from '../../../core/compose/workspace/place-of.ts';
import { explain } from '../../../core/explain/explain.ts';
import { explanationLines } from '../../../core/export/explanation-lines.ts';
import { lensOf } from '../../../core/language/lens-of.ts';
import { symbolsOf } from '../../../core/language/symbols-of.ts';
import { visible } from '../../../core/quote/visible-text.ts';
import { outsidePlace } from '../../../core/reach/places.ts';
import { reachLists } from '../../../core/reach/reach-lists.ts';
import type { LanguageProject } from '../language-project.ts';
import { rangeOf } from '../protocol.ts';

/** The command behind a lens; its arguments are the address of the file and the service. */
export const whyCommand = 'bulkhead.why';

/** The data of a lens. */
interface LensData {
  readonly uri: string;
  readonly service: string;
}

/** Returns the lenses of a file. Their texts are resolved when they come into sight. */
export function codeLenses(project: LanguageProject, file: string, uri: string): readonly CodeLens[] {
  const document = project.workspace().files.find((open) => open.document.file === file)?.document;
  if (!document) return [];
  const { services } = project.workspace().topology;
  return symbolsOf(document)
    .flatMap((symbol) => symbol.children)
    .filter(({ kind, name }) => kind === 'service' && services.has(name))
    .map(({ name, keySpan }) => {
      const data: LensData = { uri, service: name };
      return { range: rangeOf(document.text, keySpan), data };
    });
}

/** Returns the address of the file that a lens belongs to. */
export function lensFile({ data }: CodeLens): string {
  return (data as LensData).uri;
}

/** Returns the lens with its text. */
export function resolveLens(project: LanguageProject, lens: CodeLens): CodeLens {
  const { uri, service } = lens.data as LensData;
  const title = `${visible(lensOf(project.analysis(), service))} · why`;
  return { ...lens, command: { title, command: whyCommand, arguments: [uri, service] } };
}

/** Returns which services, and whether the outside, reach a service and why; null without such an active service. */
export function whyText(project: LanguageProject, service: string): string | null {
  const { reach, topology } = project.analysis();
  if (!reach.facts.has(service)) return null;
  const { reachedFrom, reachedOverHost, unknown } = reachLists(reach, service);
  const workspace = project.workspace();
  const explanation = explain(topology, reach, outsidePlace, service, hostSockets(workspace));
  const names = (list: readonly string[]) => visible(list.join(', '));
  return [
    `${visible(service)} is reached by ${names(reachedFrom) || (unknown.length === 0 ? 'nobody' : 'unknown')}`,
    ...(reachedOverHost.length === 0 ? [] : [`through the host by ${names(reachedOverHost)}`]),
    ...(unknown.length === 0 ? [] : [`unknown: ${names(unknown)}`]),
    ...[...explanationLines(explanation, (path) => placeOf(workspace, path))].map((line) => line.trimEnd()),
  ].join('\n');
}
