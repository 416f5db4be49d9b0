import { expect, it } from 'vitest';
import { applyEdits } from '../../../text/edit.ts';
import { ok } from '../../../text/result.ts';
import type { ComposeDocument } from '../../document.ts';
import { openDocument } from '../../open-document.ts';
import { chain, onEach } from './chain.ts';

const document = openDocument('services:\n  a:\n    image: one\n  b:\n    image: one\n');
const services = [...document.topology.services.values()];

it('plans the edits of different services on the same document', () => {
  const seen: ComposeDocument[] = [];
  const planned = onEach(services, (current, service) => {
    seen.push(current);
    const from = current.text.indexOf('one', current.text.indexOf(`${service.name}:`));
    return ok([{ from, to: from + 3, insert: service.name }]);
  })(document);
  expect(planned.ok && applyEdits(document.text, planned.value)).toBe(
    'services:\n  a:\n    image: a\n  b:\n    image: b\n',
  );
  expect(new Set(seen)).toEqual(new Set([document]));
});

it('plans them one after the other where they edit the same place', () => {
  const end = document.text.length;
  const planned = onEach(services, (current, service) => {
    const at = current.text.length;
    expect([end, end + 4]).toContain(at);
    return ok([{ from: at, to: at, insert: `# ${service.name}\n` }]);
  })(document);
  expect(planned.ok && applyEdits(document.text, planned.value)).toBe(`${document.text}# a\n# b\n`);
});

it('goes on from the result of a step, also when a step between has nothing to edit', () => {
  const append = (text: string) => (current: ComposeDocument) =>
    ok([{ from: current.text.length, to: current.text.length, insert: text }]);
  const planned = chain(document, [append('# 1\n'), () => ok([]), append('# 2\n')]);
  expect(planned.ok && applyEdits(document.text, planned.value)).toBe(`${document.text}# 1\n# 2\n`);
});
