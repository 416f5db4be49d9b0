import { describe, expect, it } from 'vitest';
import {
  freeHostPort,
  isDataPortNumber,
  isWorldPort,
  portMeaning,
  publishedMeaning,
} from './port-meaning.ts';

describe('portMeaning', () => {
  it.each([
    [443, 'tcp', 'HTTPS', 'world'],
    [443, 'udp', 'HTTPS', 'world'],
    [587, 'tcp', 'Mail', 'world'],
    [995, 'tcp', 'POP', 'world'],
    [53, 'udp', 'DNS', 'world'],
    [51820, 'udp', 'WireGuard', 'world'],
    [22, 'tcp', 'SSH', 'some'],
    [5432, 'tcp', 'PostgreSQL', 'data'],
    [2375, 'tcp', 'Docker API', 'control'],
  ])('%i/%s is %s, for %s', (port, protocol, words, use) => {
    expect(portMeaning(port, protocol)).toEqual({ words, use });
  });

  it('says nothing of a number that no one agreed on, nor of one at another protocol', () => {
    expect(portMeaning(9586, 'tcp')).toBeNull();
    expect(portMeaning(51820, 'tcp')).toBeNull();
    expect(isWorldPort({ hostPort: '51820', protocol: 'tcp' })).toBe(false);
    expect(isWorldPort({ hostPort: '0', protocol: 'tcp' })).toBe(false);
  });
});

describe('ports that run code, take commands or share files', () => {
  it.each([
    [5005, 'api', 'code'],
    [9229, 'app', 'code'],
    [9000, 'app php:8-fpm', 'code'],
    [7077, 'master bitnami/spark:3', 'code'],
    [6066, 'spark', 'code'],
    [8081, 'jobmanager flink:1', 'code'],
    [8088, 'resourcemanager hadoop', 'code'],
    [4505, 'salt-master', 'code'],
    [1099, 'jmx', 'code'],
    [6800, 'aria2-pro', 'control'],
    [23, 'switch', 'control'],
    [9901, 'envoyproxy/envoy', 'control'],
    [2375, 'dind', 'control'],
    [873, 'backup', 'files'],
    [445, 'samba', 'files'],
  ])('%i of %s', (port, called, use) => {
    expect(portMeaning(port, 'tcp', called)?.use).toBe(use);
    expect(isDataPortNumber(port, called)).toBe(true);
  });

  it.each([
    [9000, 'portainer portainer/portainer-ce'],
    [8081, 'web example/web'],
    [8088, 'superset apache/superset'],
    [5678, 'n8n n8nio/n8n'],
    [5005, 'bot rasa/rasa'],
    [1099, 'web'],
  ])('%i of %s says nothing', (port, called) => {
    expect(isDataPortNumber(port, called)).toBe(false);
  });
});

describe('isDataPortNumber', () => {
  it('holds for datastores and for control of the host, whatever the protocol', () => {
    expect([5432, 11211, 2376, 10250].every((port) => isDataPortNumber(port))).toBe(true);
    // Others use these as well: they are data where what listens there is called so.
    expect([9200, 8086, 9092].some((port) => isDataPortNumber(port, 'ocis owncloud/ocis:7'))).toBe(false);
    expect(isDataPortNumber(9200, 'search docker.elastic.co/elasticsearch:8')).toBe(true);
    expect(isDataPortNumber(8086, 'influx')).toBe(true);
    expect([80, 22, 8080, 25].some((port) => isDataPortNumber(port))).toBe(false);
  });
});

describe('publishedMeaning', () => {
  const words = (hostPort: string, containerPort: number, protocol = 'tcp'): string | undefined =>
    publishedMeaning({ hostPort, containerPort, protocol })?.words;

  it('goes by the number that callers use', () => {
    expect(words('443', 9586)).toBe('HTTPS');
    expect(words('25', 10025)).toBe('Mail');
  });

  it('names a datastore behind any number', () => {
    expect(words('15432', 5432)).toBe('PostgreSQL');
    expect(words('443', 2375)).toBe('Docker API');
  });

  it('goes by the container where the host says nothing', () => {
    expect(words('9000', 80)).toBe('HTTP');
    expect(words('', 443)).toBe('HTTPS');
    expect(words('8000-8010', 22)).toBe('SSH');
    expect(words('9586', 9586)).toBeUndefined();
  });
});

describe('a free port of the host', () => {
  it('is where people move it, and never where something else is expected', () => {
    expect(freeHostPort([{ first: 53, last: 53 }], 53, 'udp')).toBe(8053);
    expect(freeHostPort([{ first: 80, last: 80 }], 80, 'tcp')).toBe(8080);
    expect(freeHostPort([{ first: 8080, last: 8082 }], 8080, 'tcp')).toBe(8083);
    // Redis listens at 6379.
    expect(freeHostPort([{ first: 6378, last: 6378 }], 6378, 'tcp')).toBe(6380);
    expect(freeHostPort([{ first: 65535, last: 65535 }], 65535, 'tcp')).toBeNull();
  });
});
