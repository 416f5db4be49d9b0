import { expect, test } from 'vitest';
import { readAsked } from './ask-words.ts';

test.each([
  ['192.168.1.2:80', 'address 80/tcp ipv4'],
  ['192.168.1.2:53/udp', 'address 53/udp ipv4'],
  ['[fd00::1]:443', 'address 443/tcp ipv6'],
  ['nas:22', 'name 22/tcp null'],
  ['nas/data/db@data_back:5432', 'name 5432/tcp null'],
  ['db[6]:5432', 'name 5432/tcp ipv6'],
  ['gateway@front:80', 'gateway 80/tcp null'],
  ['gateway@front[6]:80', 'gateway 80/tcp ipv6'],
  ['host-gateway:80', 'host-gateway 80/tcp null'],
])('%s', (text, said) => {
  const asked = readAsked(text);
  expect(asked && `${asked.target.kind} ${asked.port}/${asked.protocol} ${asked.family}`).toBe(said);
});

test.each([
  'nas',
  'nas:',
  'nas:0',
  'nas:70000',
  'nas:80/sctp',
  '[nas]:80',
  '[fd00::1][6]:80',
  ':80',
  'gateway:80',
  'db@:80',
  '192.168.1.2[6]:80',
])('%s is of another form', (text) => {
  expect(readAsked(text)).toBeNull();
});
