export interface Batch {
  name: string;
  /** How many requests share it. */
  size: number;
  /** Since the first of them arrived. */
  waitedMs: number;
}

/** Told of each batch when it begins. */
export type OnBatch = (batch: Batch) => void;

/**
 * Turns a function over a list into one over a single item: what is asked while a list is under
 * way travels together in the next. A lone request waits for nobody.
 * @param answerAll answers in the order of the items; a rejection reaches everybody in that list.
 */
export function gather<Item, Answer>(
  answerAll: (items: Item[]) => Promise<Answer[]>,
  { name, onBatch, underWay = 2, atMost = 200 }: GatherOptions,
): (item: Item) => Promise<Answer> {
  const waiting: Waiting<Item, Answer>[] = [];
  let running = 0;

  async function run(): Promise<void> {
    running += 1;
    const list = waiting.splice(0, atMost);
    onBatch?.({ name, size: list.length, waitedMs: performance.now() - (list[0]?.sinceMs ?? 0) });
    try {
      const answers = await answerAll(list.map(({ item }) => item));
      list.forEach(({ resolve }, index) => {
        resolve(answers[index] as Answer);
      });
    } catch (error) {
      for (const { reject } of list) reject(error);
    } finally {
      running -= 1;
      if (waiting.length > 0) void run();
    }
  }

  return (item) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ item, resolve, reject, sinceMs: performance.now() });
      if (running < underWay && waiting.length === 1)
        setImmediate(() => running < underWay && waiting.length > 0 && void run());
    });
}

interface GatherOptions {
  /** What is gathered, for who looks on. */
  name: string;
  onBatch?: OnBatch | undefined;
  /** Lists at once. */
  underWay?: number;
  /** Items of one list. */
  atMost?: number;
}

interface Waiting<Item, Answer> {
  item: Item;
  sinceMs: number;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}
