import { expect, it } from 'vitest';
import { applyEdits } from '../../../text/edit.ts';
import { ok } from '../../../text/result.ts';
import type { ComposeDocument } from '../../document.ts';
import { openDocument } from '../../open-document.ts';
import type { DocumentEdit, Planned } from '../document-edit.ts';
import { chain, onEach } from './chain.ts';
import { writeEdits } from './write-edits.ts';

const document = openDocument('services:\n  a:\n    image: one\n  b:\n    image: one\n');
const services = [...document.topology.services.values()];

/** The text after what was planned. */
function textAfter(planned: Planned): string | null {
  const written = planned.ok ? writeEdits(document, planned.value) : planned;
  return written.ok ? applyEdits(document.text, written.value) : null;
}

function appended(line: string): DocumentEdit {
  return {
    do: 'text',
    at: [],
    write: ({ text }) => ok([{ from: text.length, to: text.length, insert: line }]),
  };
}

it('plans the edits of different services on the same document', () => {
  const seen: ComposeDocument[] = [];
  const planned = onEach(services, (current, service) => {
    seen.push(current);
    return ok([{ do: 'replace', path: ['services', service.name, 'image'], value: service.name }]);
  })(document);
  expect(textAfter(planned)).toBe('services:\n  a:\n    image: a\n  b:\n    image: b\n');
  expect(new Set(seen)).toEqual(new Set([document]));
});

it('writes them one after the other where they edit the same place', () => {
  const planned = onEach(services, (_current, service) => ok([appended(`# ${service.name}\n`)]))(document);
  expect(textAfter(planned)).toBe(`${document.text}# a\n# b\n`);
});

it('goes on from the result of a step, also when a step between has nothing to edit', () => {
  const planned = chain(document, [
    () => ok([appended('# 1\n')]),
    () => ok([]),
    ({ text }) => ok([appended(`# ${text.length - document.text.length}\n`)]),
  ]);
  expect(textAfter(planned)).toBe(`${document.text}# 1\n# 4\n`);
});

it('plans a step on the trees that the one before it left', () => {
  const seen: (string | null)[] = [];
  const planned = chain(document, [
    () => ok([{ do: 'replace', path: ['services', 'a', 'image'], value: 'two' }]),
    ({ topology }) => {
      seen.push(topology.services.get('a')?.image ?? null);
      return ok([{ do: 'add', path: ['services', 'a'], key: 'user', value: 'app' }]);
    },
  ]);
  expect(seen).toEqual(['two']);
  expect(textAfter(planned)).toBe(document.text.replace('image: one', 'image: two\n    user: app'));
});
