// For tests only: compose files in the styles of many people, with the same meaning beneath.

import fc from 'fast-check';
import { HEADS } from './fuzz/random-file.ts';

const name = fc
  .stringMatching(/^[a-z][a-z0-9_-]{0,5}$/)
  .filter((text) => !/^(?:null|true|false|yes|no|on|off|y|n|x-.*|default|none)$/.test(text));
const comment = fc.constantFrom('', '', '# c', '#  two  spaces', '# x: y');
const space = fc.constantFrom('', ' ', '  ');

const indent = (width: number): string => ' '.repeat(width);

type NetworkStyle = 'none' | 'list' | 'flush-list' | 'flow-list' | 'map' | 'deep-map' | 'flow-map' | 'empty';

interface StyledService {
  readonly name: string;
  readonly networks: readonly string[];
  readonly style: NetworkStyle;
  readonly comment: string;
  readonly above: string;
  readonly space: string;
  readonly blank: number;
  readonly imageLast: boolean;
  readonly step: number;
  readonly quote: string;
  readonly ports: readonly string[];
}

function networkLines(service: StyledService, column: number): string {
  const { networks, style, comment: c, space: s } = service;
  const head = `${indent(column)}networks:`;
  const note = c === '' ? '' : ` ${c}`;
  switch (style) {
    case 'none':
      return '';
    case 'empty':
      return `${head} [${s}]\n`;
    case 'list':
      return `${head}${note}\n${networks.map((network) => `${indent(column + 2)}- ${network}${note}\n`).join('')}`;
    case 'flush-list':
      return `${head}\n${networks.map((network) => `${indent(column)}-   ${network}\n`).join('')}`;
    case 'flow-list':
      return `${head} [${s}${networks.join(`,${s}`)}${s}]${note}\n`;
    case 'map':
      return `${head}\n${networks.map((network, i) => `${indent(column + 3)}${network}:${i % 2 ? ' {}' : note}\n`).join('')}`;
    case 'deep-map': {
      const entries = networks.map(
        (one) =>
          `${indent(column + 2)}${one}:\n${indent(column + 6)}aliases:\n${indent(column + 6)}- a${note}\n\n`,
      );
      return `${head}\n${entries.join('')}`;
    }
    case 'flow-map':
      return `${head} {${s}${networks.map((network) => `${network}: {${s}}`).join(',')}${s}}\n`;
  }
}

function serviceLines(service: StyledService, outer: number): string {
  const column = outer + service.step;
  const image = `${indent(column)}image:   ${service.quote}r/${service.name}${service.quote} # img\n`;
  const ports =
    service.ports.length === 0
      ? ''
      : `${indent(column)}ports:\n${service.ports.map((port) => `${indent(column + 2)}- "${port}"\n`).join('')}`;
  const networks = networkLines(service, column);
  const body = service.imageLast ? networks + ports + image : image + networks + ports;
  const above = service.above === '' ? '' : `${indent(outer)}${service.above}\n`;
  return `${above}${indent(outer)}${service.name}:\n${body}${'\n'.repeat(service.blank)}`;
}

const service = fc.record({
  name,
  networks: fc.uniqueArray(fc.constantFrom('front', 'mid', 'back', 'side.net'), {
    minLength: 1,
    maxLength: 3,
  }),
  style: fc.constantFrom<NetworkStyle>(
    'none',
    'list',
    'flush-list',
    'flow-list',
    'map',
    'deep-map',
    'flow-map',
    'empty',
  ),
  comment,
  above: comment,
  space,
  blank: fc.nat(2),
  imageLast: fc.boolean(),
  step: fc.constantFrom(1, 2, 4),
  quote: fc.constantFrom('', '"', "'"),
  ports: fc.uniqueArray(fc.constantFrom('8080:80', '127.0.0.1:9090:90', '53:53/udp'), { maxLength: 2 }),
});

/** Generates a whole file and the names of its services; its networks are front, mid, back and side.net. */
export const styledFile = fc
  .record({
    services: fc.uniqueArray(service, { minLength: 1, maxLength: 4, selector: (service) => service.name }),
    eol: fc.constantFrom('\n', '\r\n'),
    outer: fc.constantFrom(2, 3),
    finalEol: fc.boolean(),
    mark: fc.boolean(),
    head: fc.constantFrom('# head\n\n\n', ...HEADS),
  })
  .map(({ services, eol, outer, finalEol, mark, head }) => {
    let text = `${head}x-a: &a   # anchor\n    restart: always\nservices:   # svc\n`;
    for (const service of services) text += serviceLines(service, outer);
    text += 'networks:\n  front:\n  mid: # c\n  back: {internal: true}\n\n  side.net:\n    driver: bridge';
    if (finalEol) text += '\n';
    return {
      text: (mark ? '\ufeff' : '') + text.replaceAll('\n', eol),
      services: services.map((one) => one.name),
    };
  });
