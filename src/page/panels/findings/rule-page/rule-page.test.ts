import { describe, expect, it } from 'vitest';
import { examplesOf } from '../../../../core/rules/examples.ts';
import { projectRules as rules } from '../../../../core/rules/registry.ts';
import { type Block, readRulePage, ruleText, type Words } from './rule-page.tsx';

describe('readRulePage', () => {
  it('reads each form that a page has', () => {
    const page = `<!-- made -->

# CN000 some-rule

Some title

- Severity: error where nothing else is said
- To suppress it: \`# bulkhead-disable CN000 -- reason\`, see [rules](../rules.md)

## Raised by

\`\`\`yaml
services:
  a:

# a comment, not a heading
\`\`\`

> error: <b>a</b> is wrong.

- Fix (safe): Mend: \`attach=a:n\` \`detach=a:m\`
`;
    expect(readRulePage(page)).toEqual([
      { type: 'paragraph', words: [{ type: 'text', text: 'Some title' }] },
      {
        type: 'list',
        items: [
          [{ type: 'text', text: 'Severity: error where nothing else is said' }],
          [
            { type: 'text', text: 'To suppress it: ' },
            { type: 'code', text: '# bulkhead-disable CN000 -- reason' },
            { type: 'text', text: ', see ' },
            { type: 'text', text: 'rules' },
          ],
        ],
      },
      { type: 'heading', text: 'Raised by' },
      { type: 'yaml', text: 'services:\n  a:\n\n# a comment, not a heading' },
      { type: 'quote', words: [{ type: 'text', text: 'error: <b>a</b> is wrong.' }] },
      {
        type: 'list',
        items: [
          [
            { type: 'text', text: 'Fix (safe): Mend: ' },
            { type: 'code', text: 'attach=a:n' },
            { type: 'text', text: ' ' },
            { type: 'code', text: 'detach=a:m' },
          ],
        ],
      },
    ]);
  });

  const under = (blocks: readonly Block[], heading: string): readonly Block[] => {
    const start = blocks.findIndex((block) => block.type === 'heading' && block.text === heading);
    const rest = blocks.slice(start + 1);
    const end = rest.findIndex((block) => block.type === 'heading');
    return start < 0 ? [] : rest.slice(0, end < 0 ? undefined : end);
  };

  const plain = (words: readonly Words[]) => words.map(({ text }) => text).join('');
  const withoutTicks = (text: string) => text.replaceAll('`', '');

  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s: its page holds title, why, source and every example as it is',
    (id, rule) => {
      const blocks = readRulePage(ruleText(id) ?? '');
      const said = blocks.flatMap((block) => ('words' in block ? plain(block.words) : []));
      expect(said).toEqual(expect.arrayContaining([rule.title, rule.why].map(withoutTicks)));
      const facts = blocks.flatMap((block) => (block.type === 'list' ? block.items.map(plain) : []));
      expect(facts).toContain(withoutTicks(`Rests on: ${rule.source}`));
      const examples = (heading: string) =>
        under(blocks, heading).flatMap((block) => (block.type === 'yaml' ? [`${block.text}\n`] : []));
      const ended = (example: string) => (example.endsWith('\n') ? example : `${example}\n`);
      expect(examples('Raised by')).toEqual(examplesOf(rule).invalid.map(ended));
      expect(examples('Not raised by')).toEqual(examplesOf(rule).valid.map(ended));
      expect(under(blocks, 'Raised by').some(({ type }) => type === 'quote')).toBe(true);
    },
  );
});
