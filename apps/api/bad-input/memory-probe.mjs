/** Loaded before the API: tells, when it is asked, what is in use once garbage is gone. */
process.on('message', () => {
  globalThis.gc();
  globalThis.gc();
  process.send(process.memoryUsage());
});
// The API ends when it has ended, and does not wait for whoever could still ask.
process.channel.unref();
// Nor does it go on when whoever started it is gone.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
