/** The API in a process of its own, which ends by itself when the one that started it is gone. */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// Waiting for that must not keep a process alive that is done.
process.channel?.unref();
await import('../apps/api/dist/main.js');
