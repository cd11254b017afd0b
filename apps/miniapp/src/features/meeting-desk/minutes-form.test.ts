import { describe, expect, test } from 'vitest';
import { bodyOf, formOf, minutesSentence, NO_ITEM } from './minutes-form';

const AGENDA = [{ id: 'one' }, { id: 'two' }];

describe('Minutes', () => {
  test('have a decision for each line, in the order of the agenda', () => {
    const body = bodyOf(
      {
        text: ' 大家都来了 ',
        decisions: { [NO_ITEM]: '下月再开', two: '加一盏灯', one: '十点收摊\n\n 周末十一点 ' },
      },
      AGENDA,
    );
    expect(body).toEqual({
      text: '大家都来了',
      decisions: [
        { agendaItemId: 'one', text: '十点收摊' },
        { agendaItemId: 'one', text: '周末十一点' },
        { agendaItemId: 'two', text: '加一盏灯' },
        { agendaItemId: null, text: '下月再开' },
      ],
    });
  });

  test('come back as they were published', () => {
    const minutes = {
      text: '大家都来了',
      decisions: [
        { agendaItemId: 'one', text: '十点收摊' },
        { agendaItemId: 'one', text: '周末十一点' },
        { agendaItemId: null, text: '下月再开' },
      ],
    };
    const form = formOf({ minutes: { ...minutes, at: '2026-12-01T00:00:00.000Z' } });
    expect(bodyOf(form, AGENDA)).toEqual(minutes);
  });

  test('begin empty', () => {
    expect(formOf({ minutes: null })).toEqual({ text: '', decisions: {} });
    expect(minutesSentence({ decisions: [] })).toBe('没有写决定，只公布纪要。');
  });
});
