import { expect, test } from 'vitest';
import { eventStreamReader } from './event-stream-reader.ts';

const STREAM =
  ': the line is open\n\nid: 1\nevent: arrival\ndata: {"title":"重庆小面抵 5 元"}\r\n\r\ndata: one\ndata:two\n\ndata: cut off';

test('hands on the data of each finished event, wherever the bytes are cut', () => {
  const bytes = new TextEncoder().encode(STREAM);
  for (let size = 1; size <= bytes.length; size += 1) {
    const heard: string[] = [];
    const read = eventStreamReader((data) => heard.push(data));
    for (let from = 0; from < bytes.length; from += size) read(bytes.slice(from, from + size));
    expect(heard).toEqual(['{"title":"重庆小面抵 5 元"}', 'one\ntwo']);
  }
});
