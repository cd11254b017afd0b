/**
 * Takes the bytes of a `text/event-stream` as they come, cut anywhere, and hands on the data of each event
 * (HTML Living Standard, 9.2.6). Comments and names of events are passed over. WeChat on iOS has no TextDecoder,
 * so lines are cut from bytes, where no character of UTF-8 can be split by a line's end.
 */
export function eventStreamReader(onData: (data: string) => void): (chunk: Uint8Array) => void {
  let line: number[] = [];
  let data: string[] = [];
  const takeLine = (text: string) => {
    if (text !== '') {
      if (text.startsWith('data:')) data.push(text.slice('data:'.length).replace(/^ /, ''));
      return;
    }
    if (data.length > 0) onData(data.join('\n'));
    data = [];
  };
  return (chunk) => {
    for (const byte of chunk) {
      if (byte !== LINE_FEED) {
        line.push(byte);
        continue;
      }
      takeLine(textOf(line).replace(/\r$/, ''));
      line = [];
    }
  };
}

const LINE_FEED = 0x0a;

function textOf(bytes: readonly number[]): string {
  return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
}
