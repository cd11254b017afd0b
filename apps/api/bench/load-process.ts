/** A process of its own that sends requests: what it costs is neither the server's nor the bench's. */
import type { LoadPlan } from './load-plan.ts';
import { runLoad } from './run-load.ts';

process.on('message', async (plan: LoadPlan) => {
  try {
    process.send?.({ result: await runLoad(plan) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
process.on('disconnect', () => process.exit());
