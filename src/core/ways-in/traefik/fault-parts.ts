// The input of Traefik's fault checks, and helpers that they share.

import type { Service } from '../../compose/topology.ts';
import type { Fault } from '../faults.ts';
import type { Program, Request } from '../model.ts';
import { publicVisitor } from '../network/addresses.ts';
import type { SourceLocation } from '../places.ts';
import type { ProgramContext } from '../ways-context.ts';
import type { Route } from './candidates.ts';
import type { DynamicConfig, Router } from './dynamic-config.ts';
import type { DroppedRouter, Muxer } from './muxers.ts';
import type { Rule } from './rule.ts';
import type { EntryPoint, StaticConfig } from './static-config.ts';

export interface TraefikParts {
  readonly context: ProgramContext;
  readonly service: Service;
  readonly config: StaticConfig;
  readonly dynamic: DynamicConfig;
  readonly muxers: readonly Muxer[];
  readonly dropped: readonly DroppedRouter[];
  readonly answer: Program['answer'];
}

/** Returns the service whose labels declare something, or else the proxy. */
export function declarerOf(declaredAt: SourceLocation, { name }: Service): string {
  const service =
    declaredAt !== null && 'path' in declaredAt && declaredAt.path[0] === 'services'
      ? declaredAt.path[1]
      : null;
  return typeof service === 'string' ? service : name;
}

/** Returns the remedy that changes a router's label; none for a router in a file, which a person changes. */
export function remedy(
  { name, provider, protocol, declaredAt }: Router,
  option: string,
  value: string,
  title: string,
): Pick<Fault, 'remedies'> {
  if (provider !== 'docker' || declaredAt === null || !('path' in declaredAt)) return {};
  const [, service] = declaredAt.path;
  if (typeof service !== 'string') return {};
  return { remedies: [{ title, service, key: `traefik.${protocol}.routers.${name}.${option}`, value }] };
}

export function distinct(one: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(one) === index;
}

/** Returns a request for each host and path that a rule names. */
export function requestsOf({ hosts, paths }: Rule, { port }: EntryPoint, isTls: boolean): readonly Request[] {
  const named = hosts.length > 0 ? hosts.map(({ example }) => example) : ['any.example'];
  return named.flatMap((host) =>
    (paths.length > 0 ? paths : ['/']).map((path): Request => {
      const scheme = isTls ? 'https' : 'http';
      return {
        scheme,
        host,
        port,
        inside: port,
        path,
        query: '',
        source: publicVisitor,
        authenticated: false,
      };
    }),
  );
}

/** The middlewares that require a login. */
export const logins: ReadonlySet<string> = new Set(['basicauth', 'digestauth', 'forwardauth']);

const isLogin = ({ middleware: { type } }: Route['links'][number]): boolean => logins.has(type);

export function hasLogin({ links }: Route): boolean {
  return links.some((link) => isLogin(link));
}
