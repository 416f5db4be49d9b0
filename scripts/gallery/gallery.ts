// The pages, pictures and files of the gallery, all made by the product from `docs/gallery/NAME/before.yaml` and the operations of `stacks.ts`.

import { edit } from '../../src/cli/library/edit.ts';
import type { Project } from '../../src/cli/library/library-types.ts';
import { openProject } from '../../src/cli/library/open-project.ts';
import { loadedOf } from '../../src/cli/library/opened.ts';
import { checkMarkdown } from '../../src/core/export/check/check-markdown.ts';
import { placesIn } from '../../src/core/export/check/placed-findings.ts';
import { unifiedDiff } from '../../src/core/export/diff/unified-diff.ts';
import { svgDocument } from '../../src/core/export/svg/svg-document.ts';
import { svgScene } from '../../src/core/export/svg/svg-scene.ts';
import { countConnections } from '../../src/core/needs/met-needs.ts';
import { codeSpan, markdownTable } from '../../src/core/quote/markdown-text.ts';
import { analyze } from '../../src/core/rules/all-rules.ts';
import type { Analysis } from '../../src/core/rules/analyze.ts';
import {
  outsideCounts,
  outsideCountText,
  outsideServices,
  summaryOf,
} from '../../src/core/summary/summary.ts';
import { type GalleryStack, stacks } from './stacks.ts';

const file = 'compose.yaml';

/** One version of a stack. */
interface Version {
  readonly text: string;
  readonly analysis: Analysis;
}

function versionOf(project: Project): Version {
  const { workspace, reachOptions } = loadedOf(project);
  return { text: project.text(file) ?? '', analysis: analyze(workspace, reachOptions) };
}

/**
 * Every file of the gallery but those that it is made from, by its path; `read` gives the text of a file of the repository. Of `some` stacks alone
 * there is no table of all.
 */
export async function galleryFiles(
  read: (path: string) => string,
  some: readonly GalleryStack[] = stacks,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const rows: (readonly string[])[] = [];
  for (const stack of some) {
    const folder = `docs/gallery/${stack.name}`;
    const project = await openProject({
      texts: { [file]: read(`${folder}/before.yaml`) },
      environment: {},
    });
    const edited = edit(
      project,
      stack.steps.flatMap(({ operations }) => operations),
    );
    if (!edited.ok) throw new Error(`${stack.name}: ${edited.message}`);
    if (edited.breaks.length > 0)
      throw new Error(
        `${stack.name}: ${edited.breaks.map(({ from, to }) => `${from} needs ${to}`).join(', ')}`,
      );
    const [before, after] = [versionOf(project), versionOf(edited.project)];
    files.set(`${folder}/after.yaml`, after.text);
    for (const [name, { analysis }] of [
      ['before', before],
      ['after', after],
    ] as const)
      for (const theme of ['light', 'dark'] as const)
        files.set(
          `${folder}/${name}-${theme}.svg`,
          svgDocument(svgScene(analysis), analysis, { title: stack.title, theme, texts: null }),
        );
    files.set(`docs/gallery/${stack.name}.md`, pageOf(stack, before, after));
    rows.push([
      `[${stack.title}](gallery/${stack.name}.md)`,
      outsideText(before.analysis),
      outsideText(after.analysis),
      `${openOf(before.analysis)} → ${openOf(after.analysis)}`,
      `${gravest(before.analysis)} → ${gravest(after.analysis)}`,
    ]);
  }
  if (some === stacks) files.set('docs/gallery.md', indexOf(rows));
  return files;
}

function outsideText({ reach }: Analysis): string {
  const outside = outsideServices(reach);
  return outsideCountText(outsideCounts(outside), reach.services.length, outside.unknown.length > 0);
}

/** Returns the number of ordered pairs that can connect. */
function openOf({ reach, needs }: Analysis): number {
  return countConnections(reach, needs).open;
}

/** Returns the number of errors and warnings. */
function gravest({ findings }: Analysis): number {
  return findings.filter(({ severity, suppressed }) => severity !== 'info' && suppressed === null).length;
}

function picture({ name, title }: GalleryStack, version: 'before' | 'after', words: string): string {
  const path = (theme: string) => `./${name}/${version}-${theme}.svg`;
  return `<picture>
  <source media="(prefers-color-scheme: dark)" srcset="${path('dark')}">
  <img alt="${title}, ${version}: ${words}" src="${path('light')}">
</picture>
`;
}

function section(stack: GalleryStack, version: 'before' | 'after', { analysis }: Version): string {
  const words = summaryOf(analysis)
    .map(({ text }) => text)
    .join(' · ');
  const findings = {
    findings: analysis.findings,
    place: placesIn(analysis.workspace),
    profiles: [],
    title: '',
  };
  const [, ...lines] = checkMarkdown([findings]);
  const title = version === 'before' ? 'Before' : 'After';
  return `## ${title}\n\n${words[0]?.toUpperCase() ?? ''}${words.slice(1)}.\n\n${picture(stack, version, words)}\n### Findings ${version}\n${lines.join('')}`;
}

function pageOf(stack: GalleryStack, before: Version, after: Version): string {
  const { name, title, about, steps } = stack;
  const all = steps.flatMap(({ operations }) => operations);
  const changes = steps
    .map(({ why, operations }) => `- ${why} ${operations.map(codeSpan).join(', ')}\n`)
    .join('');
  const call = `bulkhead edit docs/gallery/${name}/before.yaml \\\n  ${all.join(' \\\n  ')}`;
  const diff = unifiedDiff(file, before.text, after.text);
  return `<!-- Made by scripts/pictures.mjs gallery. -->

# ${title}

${about}

${section(stack, 'before', before)}
## What changes

${changes}
${openOf(before.analysis)} ordered pairs of services could connect before, ${openOf(after.analysis)} can after. No known need is cut.

\`\`\`sh
${call}
\`\`\`

${section(stack, 'after', after)}
## The change of the file

\`\`\`diff
${diff.trimEnd()}
\`\`\`
`;
}

function indexOf(rows: readonly (readonly string[])[]): string {
  const head = ['stack', 'before', 'after', 'pairs that connect', 'errors and warnings'];
  return `<!-- Made by scripts/pictures.mjs gallery. -->

# Gallery

Ten stacks that people know in kind, written for this page: as they often stand, and after one call of \`bulkhead edit\`. Pictures, files, findings and numbers are made by Bulkhead, and none of the changes cuts a connection that the files need.

${markdownTable(head, rows)}
What is left is on each page, too: some findings are the price of what a stack is for, such as a runner that builds containers.
`;
}
