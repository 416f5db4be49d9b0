import { expect, it } from 'vitest';
import { answerText } from '../../export/ways-in/ask-report.ts';
import { verdictOf } from '../../ways-in/ask/ask.ts';
import { fleetFacts } from '../fleet-facts.ts';
import { fleetOf, homeLab, homeRecords, homeStacks } from '../testing/home-lab.ts';
import { askFleet } from './ask-fleet.ts';

const caddyfile = `media.example.org {
  @home remote_ip 192.168.1.0/24
  handle @home {
    reverse_proxy 192.168.1.12:8096
  }
  handle {
    basic_auth {
      u $2a$14$x
    }
    reverse_proxy 192.168.1.12:8096
  }
}
data.example.org {
  reverse_proxy nas.lan:5432
}
`;

const edge = {
  'web/compose.yaml':
    'services:\n  proxy: { image: "caddy:2", ports: ["8443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"] }\nnetworks: { default: { ipam: { config: [{ subnet: 10.10.1.0/24 }] } } }\n',
  'web/Caddyfile': caddyfile,
};

const stacks = { ...homeStacks, edge };
const facts = fleetFacts(fleetOf(homeLab, homeRecords, stacks));

function says(url: string, from = 'internet', fleet = facts): string {
  const outcomes = askFleet(fleet, url, from);
  if (!outcomes) throw new RangeError(`no URL: ${url}`);
  const verdict = verdictOf(outcomes);
  return verdict.because === null ? answerText(verdict) : `${answerText(verdict)}. ${verdict.because}`;
}

it('a request goes from the Internet over the forward and the proxy to another machine, each step with its line', () => {
  expect(says('https://data.example.org')).toBe('serves by nas/data/db');
  const outcomes = askFleet(facts, 'https://data.example.org', 'internet');
  const [outcome] = outcomes?.list ?? [];
  expect(outcome?.way.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    "entrance gate: passes gate: its forward '443/tcp -> edge:8443' (FL16)",
    "entrance edge: is answered by edge/web/proxy: Docker's own rules (FL7)",
    'entrance edge: web/proxy:443',
    'entrance edge: :443',
    'route site data.example.org',
    'route reverse_proxy',
    'target nas.lan:5432',
    "target edge: leaves edge as 192.168.1.11: Docker's own rules (FL1)",
    "target nas: is answered by nas/data/db: Docker's own rules (FL7)",
  ]);
  expect(outcome?.way[0]?.declaredAt).toEqual({ file: 'bulkhead.fleet.yaml', line: 17 });
});

it('a list of addresses sees the asker as the fleet says: from the Internet, from the LAN, and through the router', () => {
  expect(says('https://media.example.org')).toBe('login');
  // FL15: the router stands for who asks its outside address from the LAN.
  expect(says('https://media.example.org', 'lan:home')).toBe('serves by nas/data/media');
  const direct = fleetFacts(
    fleetOf(homeLab.replace('media.example.org: gate', 'media.example.org: edge'), homeRecords, stacks),
  );
  expect(says('https://media.example.org:8443', 'lan:home', direct)).toBe('serves by nas/data/media');
  expect(says('https://media.example.org:8443', 'vps', direct)).toBe('login');
});

it('a request that nobody answers, and one that nobody in the file answers, are said as that', () => {
  expect(says('http://192.168.1.12:6379', 'laptop')).toBe(
    'refused. 192.168.1.12 port 6379 does not answer laptop: nobody listens there.',
  );
  expect(says('http://192.168.1.77', 'laptop')).toBe(
    "unknown. Who has 192.168.1.77 is not in the fleet's file.",
  );
  expect(says('http://192.168.1.50:80', 'edge/web/proxy')).toBe('serves by laptop');
  expect(askFleet(facts, 'nowhere', 'internet')).toBeNull();
  expect(() => askFleet(facts, 'http://192.168.1.12', 'nobody')).toThrow(/nobody is no service/);
});

it('a private address is not asked on the Internet', () => {
  expect(says('http://192.168.1.12:5432', 'vps')).toMatch(/^refused/);
  expect(says('http://nas.lan:5432', 'vps')).toBe('serves by nas/data/db');
});

it('a name that no entry says leads to the address of the Internet whose proxy has it', () => {
  const text = homeLab.replace(', media.example.org: gate', '');
  const unnamed = fleetFacts(fleetOf(text, homeRecords, stacks));
  expect(says('https://data.example.org', 'internet', unnamed)).toBe('serves by nas/data/db');
});
