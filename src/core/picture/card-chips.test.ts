import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import type { Usual } from '../describe/usual.ts';
import { computeReach } from '../reach/compute-reach.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { type Chip, cardChips, fitChips, portLine, portsForScreenReader } from './card-chips.ts';

const chip = (kind: Chip['kind'], text: string): Chip => ({ kind, text, title: `about ${text}` });
const texts = (chips: readonly Chip[]) => chips.map((each) => each.text);

describe('chips that do not all fit', () => {
  it('stay as they are where there is room', () => {
    const chips = [chip('replicas', '×3'), chip('caps', '14 caps'), chip('user', 'root')];
    expect(fitChips(chips, 160)).toEqual(chips);
  });

  it('fold a long one away and keep those that fit', () => {
    const chips = [chip('alias', 'database.internal'), chip('caps', '14 caps'), chip('user', 'root')];
    const fitted = fitChips(chips, 140);
    expect(texts(fitted)).toEqual(['14 caps', 'root', '+1']);
    expect(fitted.at(-1)?.title).toBe('about database.internal');
  });

  it('count every one that is folded', () => {
    const aliases = ['database', 'postgres', 'storage-1'].map((text) => chip('alias', text));
    expect(texts(fitChips(aliases, 50))).toEqual(['+3']);
  });
});

function service(yaml: string) {
  const { topology } = openAlone(`services: { a: { image: x, ${yaml} } }`);
  const found = topology.services.get('a');
  if (!found) throw new Error('no service a');
  return { found, facts: computeReach(topology, defaultReachOptions).facts.get('a') ?? null };
}

const usual: Usual = { user: 'root', capabilities: '14 caps' };

describe('chips', () => {
  const chips = (yaml: string, of = usual) => texts(cardChips(service(yaml).found, 'a', of, null));

  it('say nothing of what is usual', () => {
    expect(chips('ports: ["80:80"]')).toEqual([]);
  });

  it('say what differs', () => {
    expect(chips('user: "1000", cap_drop: [ALL], scale: 3, profiles: [dev]')).toEqual([
      '×3',
      'dev',
      'as 1000',
      '0 caps',
    ]);
    expect(chips('user: "0"', { user: '1000', capabilities: null })).toEqual(['root', '14 caps']);
  });

  it('leave out an alias that is the name of the card', () => {
    expect(chips('networks: { default: { aliases: [a, store] } }')).toEqual(['store']);
  });

  it('say everything where nothing is usual', () => {
    expect(chips('image: y', { user: null, capabilities: null })).toEqual(['root', '14 caps']);
  });
});

describe('the line of ports', () => {
  const line = (yaml: string, room: number) => {
    const { found, facts } = service(yaml);
    return portLine(found, facts, room)?.text ?? null;
  };
  const mail = 'ports: ["143:143", "993:993", "110:110", "995:995", "4190:4190", "127.0.0.1:19991:12345"]';

  it('holds all while they fit, then counts the rest', () => {
    expect(line(mail, 160)).toBe('143 · 993 · 110 · 995 · 4190');
    expect(line(mail, 120)).toBe('143 · 993 · 110 +2');
    expect(line('ports: ["30000-30010:8080"]', 10)).toBe('30000-30010');
  });

  it('says that they answer on this host alone, or nowhere', () => {
    expect(line('ports: ["127.0.0.1:5432:5432"]', 150)).toBe('host 5432');
    expect(line('ports: ["5432:5432"], network_mode: none', 150)).toBe('dead 5432');
    expect(line('expose: ["80"]', 150)).toBeNull();
  });

  it('says in its title that one answers over IPv6 alone', () => {
    const { found, facts } = service("ports: ['[::]:80:80', '81:81']");
    expect(portLine(found, facts, 150)?.title).toBe(
      ':::80 → 80/tcp: answers outside, over IPv6 only; 0.0.0.0:81 → 81/tcp: answers outside',
    );
  });

  it('is read aloud in full', () => {
    const { found, facts } = service(mail);
    expect(portsForScreenReader(found, facts)).toBe('answers outside at 143, 993, 110, 995, 4190');
  });
});
