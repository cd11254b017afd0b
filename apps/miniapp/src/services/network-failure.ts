/** No answer came: whether the request arrived is not known, so it may be sent again under the same key. */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';
  constructor(readonly reason: 'timeout' | 'unreachable') {
    super(`No answer: ${reason}`);
  }
}
