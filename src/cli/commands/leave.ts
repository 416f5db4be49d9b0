// `bulkhead leave FROM TARGET`: where FROM gets by which way. Any answer is 0.

import { leaveAnswerJson, leaveJson, leaveLines } from '../../core/export/leave/leave-report.ts';
import { ConnectError } from '../../core/fleet/connect.ts';
import { askLeave, LeaveError, type LeaveQuestion, waysOut } from '../../core/ways-out/leave/ask-leave.ts';
import { Leaver } from '../../core/ways-out/leave/leaver.ts';
import { readWorld, type World, WorldError } from '../../core/ways-out/leave/world.ts';
import { CallFailure } from '../call-failure.ts';
import { readText } from '../disk/read-text.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { withMachine } from '../input/host-options.ts';
import { loadOneFleet } from '../input/load-one-fleet.ts';
import type { Io } from '../io.ts';
import { answerLines, demanded, readFields } from '../questions/answer-lines.ts';
import type { ConnectOptions } from './connect.ts';

export interface LeaveOptions extends ConnectOptions {
  readonly world?: string;
}

const ways = ['direct', 'proxy', 'connect', 'transparent', 'name'] as const;
const kinds = ['http', 'tcp', 'udp'] as const;

/** Runs the command; `args` are the operands: FROM and TARGET, or `-`, then files or folders. */
export async function runLeave(io: Io, args: readonly string[], given: LeaveOptions): Promise<ExitCode> {
  const options = await withMachine(io, given);
  const { format } = options;
  if (format !== 'table' && format !== 'json')
    throw new CallFailure(`--format ${format}: no such format. Use table or json.`);
  const isStream = args[0] === '-';
  const [from, target, ...files] = isStream ? ['', '', ...args.slice(1)] : args;
  if (from === undefined || target === undefined)
    throw new CallFailure('leave needs who leaves and where to: leave FROM TARGET [FILE…].');
  const { fleet, failed } = await loadOneFleet(io, files, options);
  const leaver = new Leaver(fleet, await worldOf(io, options.world));
  const done = failed ? exitCodes.failure : exitCodes.done;
  if (isStream) {
    const good = await answerLines(io, (line) =>
      leaveAnswerJson(answered(() => askLeave(leaver, questionOf(line)))),
    );
    return good ? done : exitCodes.failure;
  }
  const found = answered(() => waysOut(leaver, from, target));
  await io.print(
    format === 'json' ? [`${leaveJson(from, target, found)}\n`] : leaveLines(from, target, found),
  );
  return done;
}

async function worldOf(io: Io, path: string | undefined): Promise<World | null> {
  if (path === undefined) return null;
  try {
    return readWorld(await readText(io, path));
  } catch (error) {
    if (error instanceof WorldError) throw new CallFailure(`${path}: ${error.message}`, 'unreadable-file');
    throw error;
  }
}

function answered<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (error instanceof ConnectError || error instanceof LeaveError) throw new CallFailure(error.message);
    throw error;
  }
}

function questionOf(line: string): LeaveQuestion {
  const fields = readFields(line, '{ "from", "way", "target" }');
  const flag = (name: string): boolean | null => {
    const text = fields.text(name);
    if (text === null) return null;
    if (text === 'true' || text === 'false') return text === 'true';
    throw new CallFailure(`"${name}" is neither true nor false.`);
  };
  return {
    from: demanded(fields, 'from'),
    target: demanded(fields, 'target'),
    way: oneOf('way', demanded(fields, 'way'), ways),
    kind: oneOf('kind', fields.text('kind') ?? 'http', kinds),
    host: fields.text('host'),
    connectHost: fields.text('connectHost'),
    sni: fields.text('sni'),
    tls: flag('tls'),
    tcp: flag('tcp') ?? false,
    resolver: fields.text('resolver'),
    via: fields.text('via'),
    when: fields.text('when'),
  };
}

function oneOf<T extends string>(name: string, text: string, all: readonly T[]): T {
  const found = all.find((one) => one === text);
  if (found === undefined) throw new CallFailure(`"${name}" is ${text}. Write one of ${all.join(', ')}.`);
  return found;
}
