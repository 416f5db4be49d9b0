// What a page may ask for beside what runs: one pair, tried, and what was seen to flow in the last minutes. Each costs the machine something, so
// each is limited; what was tried is reported.

import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { RunningHost } from '../../core/host/running/running-host.ts';
import { mergeRecords, type ObservedRecord } from '../../core/observed/record.ts';
import { CallFailure } from '../call-failure.ts';
import type { Docker } from '../docker/docker-command.ts';
import { readRunningHost } from '../docker/read-running-host.ts';
import type { Kernel } from '../observe/namespace-reader.ts';
import { type Clock, observe } from '../observe/observing.ts';
import { explainSides } from '../questions/explain-sides.ts';
import { enterTools } from '../verify/probes/entered-session.ts';
import { findHelper, planTrial, trialLimits, tryPair } from '../verify/try-pair.ts';
import { type Answer, jsonAnswer, notAllowed, plainAnswer, readOnlyMethod } from './http/answer.ts';
import { readBody } from './http/request.ts';
import type { LiveSource } from './live-source.ts';

/** The live features of a server. */
export interface LiveOffers {
  /** The features that the page is told about. */
  readonly about: { readonly probe: boolean; readonly observed: boolean };
  /** Answers a request for `path`; null for any other path. `who` is the visitor for the report. */
  answer(request: IncomingMessage, path: string, who: string): Promise<Answer | null>;
  close(): void;
}

export interface OfferOptions {
  readonly live: LiveSource;
  readonly docker: Docker;
  readonly kernel: Kernel;
  readonly clock: Clock;
  /** True when pairs may be tried, which starts helper containers. */
  readonly mayProbe: boolean;
  /** Called with a sentence about each trial. */
  readonly report: (sentence: string) => void;
}

/** Returns the offers of a server that follows a running host. */
export function liveOffers(options: OfferOptions): LiveOffers {
  const probes = trialEndpoint(options);
  const flows = observationEndpoint(options);
  return {
    about: { probe: options.mayProbe, observed: true },
    async answer(request, path, who) {
      if (path === 'api/probe') return probes(request, who);
      return path === 'api/observed' ? (readOnlyMethod(request) ?? flows.answer()) : null;
    },
    close: flows.close,
  };
}

/** Maximum trials per minute of all visitors together, since each starts up to three containers. */
export const trialsInMinute = 10;
const maxQuestion = 4096;

const questionShape = z.strictObject({
  from: z.string().min(1).max(500),
  to: z.string().min(1).max(500),
  run: z.boolean(),
});

/** Answers `POST api/probe`, one trial at a time. */
function trialEndpoint({ live, docker, kernel, clock, mayProbe, report }: OfferOptions) {
  const tools = { docker, enter: enterTools(kernel) };
  let began: readonly number[] = [];
  let busy = false;
  const asking = new Set<string>();
  let reading: Promise<RunningHost> | null = null;

  /** Reads what runs. Concurrent callers share one reading, since each starts three programs. */
  function readNow(): Promise<RunningHost> {
    reading ??= readRunningHost(docker).finally(() => {
      reading = null;
    });
    return reading;
  }

  async function answer(request: IncomingMessage, who: string): Promise<Answer> {
    if (request.method !== 'POST') return notAllowed('POST');
    if (!mayProbe)
      return plainAnswer(
        403,
        'This server does not allow trials. Start it with --allow-probe to allow them.',
      );
    const { headers } = request;
    if (headers['content-type'] !== 'application/json' || headers['content-encoding'] !== undefined)
      return plainAnswer(415, 'Send the question as application/json, without an encoding.');
    const bytes = await readBody(request, maxQuestion);
    if (bytes === null) return plainAnswer(413, 'The question is too long.');
    const question = readQuestion(bytes);
    if (question === null)
      return plainAnswer(400, 'Give { "from", "to", "run" }: two names, and true or false.');
    const facts = live.facts();
    let sides: { readonly from: string; readonly to: string };
    try {
      const { from, to } = explainSides(facts, [question.from, question.to]);
      sides = { from, to };
    } catch (error) {
      return failureAnswer(error);
    }
    if (asking.has(who))
      return plainAnswer(409, 'Your trial of another pair is still running. Wait for its answer.');
    if (question.run) {
      const refusal = takeTurn();
      if (refusal !== null) return refusal;
    }
    asking.add(who);
    try {
      const about = { facts, running: await readNow(), ...sides, outside: null };
      const helper = await findHelper(tools, about, undefined);
      const interrupted = () => false;
      const trial = question.run
        ? await tryPair(tools, about, helper, { interrupted, now: clock.now })
        : planTrial(about, helper);
      if (question.run)
        report(`${question.from} -> ${question.to} tried from the page${who === '' ? '' : ` by ${who}`}.`);
      const at = new Date(clock.now()).toISOString();
      return jsonAnswer(200, { version: 1, ...trial, ...question, at, limits: trialLimits });
    } catch (error) {
      return failureAnswer(error);
    } finally {
      asking.delete(who);
      if (question.run) busy = false;
    }
  }

  /** Reserves a trial; returns the refusal when none is free. */
  function takeTurn(): Answer | null {
    if (busy) return plainAnswer(409, 'Another pair is being tried. Wait for it.');
    const now = clock.now();
    began = began.filter((time) => now - time < 60_000);
    const [oldest] = began;
    if (oldest !== undefined && began.length >= trialsInMinute) {
      const seconds = Math.max(1, Math.ceil((oldest + 60_000 - now) / 1000));
      return plainAnswer(429, `Too many trials. Wait ${seconds} seconds.`, {
        'Retry-After': String(seconds),
      });
    }
    busy = true;
    began = [...began, now];
    return null;
  }

  return answer;
}

function readQuestion(bytes: Uint8Array): z.infer<typeof questionShape> | null {
  try {
    const read = questionShape.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

function failureAnswer(error: unknown): Answer {
  if (!(error instanceof CallFailure)) throw error;
  return plainAnswer(error.code === 'unknown-name' ? 404 : 503, error.message);
}

/** How far back the page's record reaches, in milliseconds. */
const shownDuration = 10 * 60_000;
/** The length of one record in milliseconds; observations are kept in pieces so that old ones can be dropped. */
const recordLength = 60_000;
/** Milliseconds without a request after which observation stops. */
const idle = 60_000;
const interval = 1000;
/** Milliseconds that the first answer waits for the first look. */
const firstLookTimeout = 5000;

/** Observes connections while visitors ask for them. */
function observationEndpoint({ live, kernel, clock }: OfferOptions) {
  let pieces: readonly ObservedRecord[] = [];
  let current: ObservedRecord | null = null;
  let running: AbortController | null = null;
  let askedAt = 0;
  let failure: string | null = null;

  async function look(controller: AbortController, looked: () => void): Promise<void> {
    const { signal } = controller;
    try {
      while (!signal.aborted) {
        const record = await observe({
          kernel,
          clock,
          read: async () => live.running(),
          own: null,
          length: recordLength,
          interval,
          keepsAddresses: false,
          signal,
          seen(record) {
            current = record;
            looked();
            if (clock.now() - askedAt > idle) controller.abort();
          },
        });
        current = null;
        pieces = [...pieces, record].filter(({ to }) => clock.now() - Date.parse(to) < shownDuration);
      }
    } catch (error) {
      failure = error instanceof Error ? error.message : 'connections cannot be observed';
    } finally {
      running = null;
      looked();
    }
  }

  return {
    async answer(): Promise<Answer> {
      askedAt = clock.now();
      failure = null;
      if (running === null) {
        // What was seen before a pause says nothing of the pause.
        pieces = [];
        const controller = new AbortController();
        running = controller;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, firstLookTimeout);
          const looked = (): void => {
            clearTimeout(timer);
            resolve();
          };
          void look(controller, looked);
        });
      }
      const [first, ...rest] = [...pieces, ...(current === null ? [] : [current])];
      if (first !== undefined) return jsonAnswer(200, mergeRecords([first, ...rest]));
      return plainAnswer(503, failure ?? 'Nothing was observed yet. Ask again.');
    },
    close() {
      running?.abort();
    },
  };
}
