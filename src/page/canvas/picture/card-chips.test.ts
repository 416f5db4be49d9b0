import { describe, expect, it } from 'vitest';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { computeReach } from '../../../core/reach/compute-reach.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { type Chip, cardChips, fitChips } from './card-chips.ts';

const chip = (kind: Chip['kind'], text: string): Chip => ({ kind, text, title: `about ${text}` });
const texts = (chips: readonly Chip[]) => chips.map((each) => each.text);

describe('chips that do not all fit', () => {
  it('stay as they are where there is room', () => {
    const chips = [chip('port', '80'), chip('caps', '14 caps'), chip('root', 'root')];
    expect(fitChips(chips, 150)).toEqual(chips);
  });

  it('fold a long port away and keep the count of capabilities', () => {
    const chips = [chip('port', '30000-30010→8080'), chip('caps', '14 caps'), chip('root', 'root')];
    const fitted = fitChips(chips, 130);
    expect(texts(fitted)).toEqual(['14 caps', 'root', '+1']);
    expect(fitted.at(-1)?.title).toBe('about 30000-30010→8080');
  });

  it('count every one that is folded', () => {
    const ports = ['8080→80', '8443→443', '9000→9000'].map((text) => chip('port', text));
    expect(texts(fitChips([...ports, chip('caps', '14 caps')], 100))).toEqual(['14 caps', '+3']);
  });
});

describe('the chip of a port', () => {
  it('says that it answers over IPv6 alone', () => {
    const { topology } = openAlone("services: { a: { image: x, ports: ['[::]:80:80', '81:81'] } }");
    const service = topology.services.get('a');
    const facts = computeReach(topology, defaultReachOptions).facts.get('a') ?? null;
    const titles = service ? cardChips(service, facts).map(({ title }) => title) : [];
    expect(titles.slice(0, 2)).toEqual([
      ':::80 → 80/tcp: answers outside, over IPv6 only',
      '0.0.0.0:81 → 81/tcp: answers outside',
    ]);
  });
});
