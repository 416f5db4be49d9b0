// A compose file of any size whose services are unlike each other: kinds, images, networks, needs, styles and comments vary
// with the number of the service. The same count gives the same text, everywhere.

import { newRandom } from './stack/random.ts';
import { networkNames, serviceFacts } from './stack/service-facts.ts';
import { writeService } from './stack/write-service.ts';

/** Returns the text of a stack of `count` services on a tenth as many networks. */
export function generateStack(count: number): string {
  const random = newRandom(count);
  const lines = [
    '# A generated stack: no two services are alike.',
    'name: bench',
    '',
    'x-defaults: &defaults',
    '  logging:',
    '    driver: json-file',
    '    options: { max-size: "10m" }',
    '',
    'services:',
  ];
  const volumes: string[] = [];
  for (let index = 0; index < count; index++) {
    const own = writeService(serviceFacts(index, count, random), random);
    for (const line of own) {
      const volume = /^ {6}- (\S+-files):/.exec(line)?.[1];
      if (volume !== undefined) volumes.push(volume);
    }
    lines.push(...own);
  }
  lines.push('', 'networks:');
  for (const [index, name] of networkNames(count).entries()) {
    if (name.startsWith('store')) lines.push(`  ${name}:`, '    internal: true # data stays in');
    else if (index % 5 === 0)
      lines.push(`  ${name}:`, '    driver_opts: { com.docker.network.driver.mtu: "1400" }');
    else lines.push(`  ${name}: {}`);
  }
  if (volumes.length > 0) lines.push('', 'volumes:', ...volumes.map((name) => `  ${name}:`));
  return `${lines.join('\n')}\n`;
}
