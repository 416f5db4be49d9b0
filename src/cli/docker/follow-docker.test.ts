import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamListener } from './docker-command.ts';
import { followDocker } from './follow-docker.ts';

const timing = { pause: 10, longest: 40, again: 100, mostAgain: 300, beat: 5000 };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Follows an Engine that the test plays. */
function follow(read: (anew: boolean) => Promise<void> = async () => {}) {
  const streams: { readonly args: readonly string[]; readonly listener: StreamListener; stopped: boolean }[] =
    [];
  const readings: boolean[] = [];
  const said: string[] = [];
  let answers = true;
  const end = followDocker(
    {
      stream(args, listener) {
        const stream = { args, listener, stopped: false };
        streams.push(stream);
        return () => {
          stream.stopped = true;
        };
      },
      read(anew) {
        readings.push(anew);
        return read(anew);
      },
      async ask() {
        if (!answers) throw new Error('no answer');
      },
      silent: (why) => said.push(why),
    },
    timing,
  );
  return {
    streams,
    readings,
    said,
    end,
    tell: (line: string) => streams.at(-1)?.listener.line(line),
    falls: () => {
      answers = false;
    },
  };
}

describe('following an Engine', () => {
  it('asks for events of containers and networks, and reads once for what came before', async () => {
    const { streams, readings, end } = follow();
    expect(streams[0]?.args.join(' ')).toMatch(/^events --filter type=container --filter type=network /);
    await vi.advanceTimersByTimeAsync(1000);
    expect(readings).toEqual([false]);
    end();
    expect(streams[0]?.stopped).toBe(true);
  });

  it('reads once for many events, and in between where they do not end', async () => {
    const { readings, tell, end } = follow();
    await vi.advanceTimersByTimeAsync(100);
    for (const action of ['create', 'start', 'die']) tell(`container ${action}`);
    tell('network connect');
    await vi.advanceTimersByTimeAsync(100);
    expect(readings).toHaveLength(2);
    for (let step = 0; step < 20; step++) {
      tell('container start');
      await vi.advanceTimersByTimeAsync(5);
    }
    expect(readings.length).toBeGreaterThanOrEqual(4);
    expect(readings.length).toBeLessThanOrEqual(6);
    end();
  });

  it('does not read for what changes nothing', async () => {
    const { readings, tell, end } = follow();
    await vi.advanceTimersByTimeAsync(100);
    for (const action of ['exec_create: sh', 'exec_die', 'health_status: healthy', 'top']) {
      tell(`container ${action}`);
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(readings).toHaveLength(1);
    end();
  });

  it('reads again for what happens during a reading, one at a time', async () => {
    let begun = 0;
    let most = 0;
    const { readings, tell, end } = follow(async () => {
      begun += 1;
      most = Math.max(most, begun);
      await new Promise((resolve) => setTimeout(resolve, 60));
      begun -= 1;
    });
    await vi.advanceTimersByTimeAsync(20);
    tell('container start');
    await vi.advanceTimersByTimeAsync(1000);
    expect(readings).toHaveLength(2);
    expect(most).toBe(1);
    end();
  });

  it('says why an Engine is silent, asks later and later, and reads it anew when it answers', async () => {
    let there = true;
    const { streams, readings, said, end } = follow(async () => {
      if (!there) throw new Error('docker ps: cannot connect');
    });
    await vi.advanceTimersByTimeAsync(50);
    there = false;
    streams[0]?.listener.ended('unexpected EOF');
    expect(said).toEqual(['unexpected EOF']);
    await vi.advanceTimersByTimeAsync(99);
    expect(streams).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(20);
    expect(streams).toHaveLength(2);
    expect(said.at(-1)).toBe('docker ps: cannot connect');
    expect(streams[1]?.stopped).toBe(true);
    there = true;
    await vi.advanceTimersByTimeAsync(180);
    expect(streams).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(40);
    expect(streams).toHaveLength(3);
    expect(readings).toEqual([false, true, true]);
    end();
  });

  it('notices an Engine that only falls silent', async () => {
    const { said, falls, end } = follow();
    await vi.advanceTimersByTimeAsync(4000);
    falls();
    await vi.advanceTimersByTimeAsync(1000);
    expect(said).toEqual(['no answer']);
    end();
  });

  it('does nothing after its end', async () => {
    const { streams, readings, said, tell, end } = follow();
    end();
    tell('container start');
    streams[0]?.listener.ended('gone');
    await vi.advanceTimersByTimeAsync(20_000);
    expect([streams.length, readings.length, said.length]).toEqual([1, 0, 0]);
  });
});
