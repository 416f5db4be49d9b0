// Names that an eye would take for something else, in what an editor shows.

import { expect, it } from 'vitest';
import { hostileStack, hostileTexts, unseen } from '../testing/hostile-names.ts';
import { startEditor } from './testing/start-editor.ts';

it('an editor shows no name as it is', async () => {
  const file = '/shop/compose.yaml';
  const stack = hostileStack(Object.values(hostileTexts).join(''));
  const editor = await startEditor({ files: { [file]: stack } }, file, { root: '/shop' });
  await expect.poll(() => editor.diagnosticsOf().length).toBeGreaterThan(3);
  const actions = await editor.actions('  two: { image: x, ports: ["8080¦:80"]');
  const symbols = (await editor.symbols()) ?? [];
  const said = {
    diagnostics: editor
      .diagnosticsOf()
      .flatMap(({ message, relatedInformation = [] }) => [
        message,
        ...relatedInformation.map((one) => one.message),
      ]),
    actions: actions.map(({ title }) => title),
    symbols: symbols.flatMap(({ name, ...more }) => [
      name,
      ...('children' in more ? (more.children ?? []).map((child) => child.name) : []),
    ]),
    hovers: [
      await editor.hover('  tw¦o:'),
      await editor.hover('  besi¦de:'),
      await editor.hover('"8080:8¦0"'),
    ],
    lenses: (await editor.lenses()).map(({ command }) => command?.title),
    completions: (await editor.complete('depends_on: ["¦')).flatMap(({ label, detail }) => [label, detail]),
  };
  for (const [kind, texts] of Object.entries(said)) {
    const all = texts.filter((one) => typeof one === 'string');
    if (kind !== 'completions') expect(all.length, kind).toBeGreaterThan(0);
    for (const one of all) {
      // Lines of Markdown are ours.
      const found = unseen.exec(one);
      expect(found && [kind, one.slice(Math.max(0, found.index - 60), found.index + 10)]).toBe(null);
    }
  }
});
