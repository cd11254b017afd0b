import { setTimeout as wait } from 'node:timers/promises';
import { must } from '../src/must.ts';
import { type KeepAliveConnection, keepAliveConnection } from './keep-alive-connection.ts';
import type { LoadPlan, LoadResult } from './load-plan.ts';
import { type PreparedRequests, prepareRequests } from './prepared-requests.ts';

/** Sends the requests of a plan and measures their answers. */
export async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const requests = prepareRequests(plan.act, plan.connections);
  const sending = new Sending(plan, requests);
  await sending.open();
  if (plan.beginAtMs !== undefined) await wait(Math.max(0, plan.beginAtMs - Date.now()));
  return sending.run();
}

class Sending {
  readonly #plan: LoadPlan;
  readonly #requests: PreparedRequests;
  readonly #connections: KeepAliveConnection[] = [];
  /** Of each connection: since when its request counts. */
  readonly #since: number[] = [];
  readonly #idle: number[] = [];
  /** When requests were due for which no connection was free. */
  readonly #late: number[] = [];
  readonly #latencies: number[] = [];
  readonly #statuses: Record<string, number> = {};
  #next: number;
  #underWay = 0;
  #good = 0;
  #lastGoodAt = 0;
  #countsFrom = 0;
  #refusal: string | undefined;
  #mayAsk: () => boolean = () => false;
  #done: () => void = () => {};
  #failed: (error: Error) => void = () => {};

  constructor(plan: LoadPlan, requests: PreparedRequests) {
    this.#plan = plan;
    this.#requests = requests;
    this.#next = plan.from;
  }

  async open(): Promise<void> {
    for (let index = 0; index < this.#plan.connections; index += 1) {
      this.#connections.push(
        await keepAliveConnection(this.#plan.port, {
          onAnswer: (status, answer) => this.#onAnswer(index, status, answer),
          onLost: (error) => this.#failed(error),
        }),
      );
    }
  }

  async run(): Promise<LoadResult> {
    const cpuBefore = process.cpuUsage();
    const begin = performance.now();
    const { until, from, settleSeconds = 0 } = this.#plan;
    this.#countsFrom = begin + settleSeconds * 1000;
    this.#mayAsk =
      'seconds' in until
        ? () => performance.now() < this.#countsFrom + until.seconds * 1000
        : () => this.#next < from + until.requests;
    try {
      await new Promise<void>((resolve, reject) => {
        this.#done = resolve;
        this.#failed = reject;
        this.#begin(begin);
      });
    } finally {
      for (const connection of this.#connections) connection.close();
    }
    const { user, system } = process.cpuUsage(cpuBefore);
    return this.#result(begin, (user + system) / 1000 / (performance.now() - begin));
  }

  #begin(begin: number): void {
    const { pace } = this.#plan;
    const all = this.#connections.map((_, index) => index);
    if (pace.kind === 'closed') {
      for (const index of all) if (this.#mayAsk()) this.#ask(index, performance.now());
      return;
    }
    this.#idle.push(...all);
    this.#tick(begin + gapMs(pace.perSecond), pace.perSecond);
  }

  /** Sends all that is due. A timer comes a moment late, which counts against the server. */
  #tick(dueFirst: number, perSecond: number): void {
    let due = dueFirst;
    for (const now = performance.now(); due <= now && this.#mayAsk(); due += gapMs(perSecond)) {
      const index = this.#idle.pop();
      if (index === undefined) this.#late.push(due);
      else this.#ask(index, due);
    }
    if (this.#mayAsk()) setTimeout(() => this.#tick(due, perSecond), 1);
    else if (this.#underWay === 0) this.#done();
  }

  #ask(index: number, since: number): void {
    this.#underWay += 1;
    this.#since[index] = since;
    must(this.#connections[index]).send(this.#requests.next(index, this.#next));
    this.#next += 1;
  }

  #onAnswer(index: number, status: number, answer: Buffer): void {
    const now = performance.now();
    this.#underWay -= 1;
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    if (status < 300) {
      this.#good += 1;
      this.#lastGoodAt = now;
      const since = must(this.#since[index]);
      if (since >= this.#countsFrom) this.#latencies.push(now - since);
    } else this.#refusal ??= answer.toString().split('\r\n\r\n')[1];
    this.#askNext(index, now);
    if (this.#underWay === 0 && !this.#mayAsk()) this.#done();
  }

  #askNext(index: number, now: number): void {
    if (this.#plan.pace.kind === 'closed') {
      if (this.#mayAsk()) this.#ask(index, now);
      return;
    }
    const due = this.#late.shift();
    if (due === undefined) this.#idle.push(index);
    else this.#ask(index, due);
  }

  #result(begin: number, senderCpu: number): LoadResult {
    const sorted = Float64Array.from(this.#latencies).sort();
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    const seconds = (this.#lastGoodAt - begin) / 1000;
    return {
      statuses: this.#statuses,
      good: this.#good,
      seconds,
      goodPerSecond: this.#good === 0 ? 0 : this.#good / seconds,
      latencyMs: { p50: at(0.5), p99: at(0.99), max: at(1) },
      senderCpu,
      refusal: this.#refusal,
      next: this.#next,
    };
  }
}

/** To the next of requests that come by chance. */
const gapMs = (perSecond: number): number => (-Math.log(1 - Math.random()) * 1000) / perSecond;
