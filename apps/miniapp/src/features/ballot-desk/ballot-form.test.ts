import type { Ballot } from '@shangju/contracts';
import { BALLOT_TEMPLATES, type BallotTemplate, ruleSentence } from '@shangju/rules';
import { describe, expect, test } from 'vitest';
import {
  type BallotForm,
  bodyOf,
  type Electorates,
  errorsIn,
  formOf,
  newForm,
  numbersOf,
  ruleOf,
  timesFrom,
  withTemplate,
} from './ballot-form';

const NOW = new Date('2026-12-01T02:30:45.000Z');
const DAY_MS = 86_400_000;

const ELECTORATES: Electorates = {
  merchants: { associationId: 'association', name: '永安里商户', eligible: 48 },
  households: {
    communityId: 'community',
    name: '文化宫住户',
    eligible: 120,
    areaCm2: 120_000_000,
    withoutArea: 0,
  },
};
const AT = { electorates: ELECTORATES, now: NOW };

describe('A new ballot', () => {
  test.for(BALLOT_TEMPLATES.map((template) => [template.name, template] as const))(
    'can be published as soon as question and options are written: %s',
    ([, template]) => {
      expect(errorsIn(written(template), AT)).toEqual({});
    },
  );

  test('is read as a sentence with the numbers of its electorate', () => {
    const form = written(templateOf('ordinary'));
    expect(ruleSentence(ruleOf(form, ELECTORATES), numbersOf(form, ELECTORATES))).toContain(
      '共 48 家商户有表决权，至少 32 家参加',
    );
  });

  test.for<[counted: string, kinds: ('merchant' | 'household')[]]>([
    ['共 2 家商户有表决权', ['merchant', 'merchant']],
    ['共 2 户有表决权', ['household', 'household']],
    ['共 2 个表决单位', ['merchant', 'household']],
  ])('of a list is counted in what is on it: %s', ([counted, kinds]) => {
    const listed = kinds.map((kind, index) => ({ id: String(index), name: `第 ${index} 家`, kind }));
    const form: BallotForm = { ...written(templateOf('ordinary')), who: 'list', listed };
    expect(ruleSentence(ruleOf(form, ELECTORATES), numbersOf(form, ELECTORATES))).toContain(counted);
    const shops = listed.filter(({ kind }) => kind === 'merchant').map(({ id, name }) => [id, name] as const);
    const drafted = formOf(saved(form), { names: new Map(shops), now: NOW });
    expect(numbersOf(drafted, ELECTORATES)[0]?.unitWord).toBe(numbersOf(form, ELECTORATES)[0]?.unitWord);
  });

  test('opens in the minute in which it is published, and runs for the days that were chosen', () => {
    const { opensAt, closesAt } = timesFrom({ ...newForm({}), when: 'days-3' }, NOW) ?? {};
    expect(opensAt).toBe('2026-12-01T02:30:00.000Z');
    expect(closesAt).toBe('2026-12-04T02:30:00.000Z');
  });

  test('of owners is voted on by households', () => {
    expect(withTemplate(newForm({}), templateOf('owners-general')).who).toBe('households');
  });

  test('with options can not ask two registers', () => {
    const both: BallotForm = { ...newForm({}), who: 'both' };
    expect(withTemplate(both, templateOf('pick-one')).who).toBe('merchants');
    expect(withTemplate(both, templateOf('major')).who).toBe('both');
  });

  test('leaves out options that were left empty', () => {
    const form = { ...written(templateOf('pick-one')), options: ['甲', ' ', '乙'] };
    expect(ruleOf(form, ELECTORATES).options).toEqual(['甲', '乙']);
  });

  test('counts by area only where households alone vote', () => {
    const form = written(templateOf('owners-general'));
    expect(ruleOf(form, ELECTORATES).byArea).toBe(true);
    expect(ruleOf({ ...form, who: 'merchants' }, ELECTORATES).byArea).toBe(false);
  });
});

describe('A ballot that can not be published says why', () => {
  test.for<[keyof ReturnType<typeof errorsIn>, Partial<BallotForm>, Partial<Electorates>]>([
    ['question', { question: ' ' }, {}],
    ['when', { when: 'own' }, {}],
    ['when', { when: 'own', closesAt: '2026-12-01T02:00:00.000Z' }, {}],
    ['when', { when: 'own', opensAt: '2026-12-03T02:00:00.000Z', closesAt: '2026-12-02T02:00:00.000Z' }, {}],
    ['who', { who: 'list' }, {}],
    ['who', { who: 'list', listed: [{ id: 'a', name: '甲', kind: 'merchant' }], listName: ' ' }, {}],
    ['who', {}, { merchants: { ...ELECTORATES.merchants, eligible: 0 } }],
    [
      'fine',
      { fine: { ...newForm({}).fine, quorum: { share: { numerator: 1, denominator: 2 }, base: 'present' } } },
      {},
    ],
  ])('%s', ([field, change, electorates]) => {
    const form = { ...written(templateOf('ordinary')), ...change };
    const errors = errorsIn(form, { ...AT, electorates: { ...ELECTORATES, ...electorates } });
    expect(Object.keys(errors)).toEqual([field]);
  });

  test('by area, as long as an area is missing', () => {
    const form = written(templateOf('owners-major'));
    const households = { ...ELECTORATES.households, withoutArea: 3 };
    const errors = errorsIn(form, { ...AT, electorates: { ...ELECTORATES, households } });
    expect(errors).toEqual({ who: '有 3 户还没登记面积，按面积算之前先请社区补上' });
  });

  test('secret, by area', () => {
    const form = { ...written(templateOf('owners-major')), secret: true };
    expect(Object.keys(errorsIn(form, AT))).toEqual(['fine']);
  });
});

describe('A draft', () => {
  test.for(BALLOT_TEMPLATES.map((template) => [template.name, template] as const))(
    'comes back as it was saved: %s',
    ([, template]) => {
      const form = written(template);
      expect(formOf(saved(form), { names: new Map(), now: NOW })).toEqual(form);
    },
  );

  test('that was to begin at once still is to after a week', () => {
    const later = new Date(NOW.getTime() + 7 * DAY_MS);
    const form = formOf(saved(written(templateOf('ordinary'))), { names: new Map(), now: later });
    expect(form.when).toBe('days-3');
    expect(timesFrom(form, later)?.opensAt).toBe('2026-12-08T02:30:00.000Z');
  });

  test('with times of its own keeps them', () => {
    const own = {
      when: 'own',
      opensAt: '2026-12-02T01:00:00.000Z',
      closesAt: '2026-12-05T01:00:00.000Z',
    } as const;
    const form = formOf(saved({ ...written(templateOf('ordinary')), ...own }), {
      names: new Map(),
      now: NOW,
    });
    expect(form).toMatchObject(own);
  });

  test('with a rule of its own is of no template', () => {
    const form = written(templateOf('ordinary'));
    const changed = { ...form, fine: { ...form.fine, changeable: false } };
    expect(formOf(saved(changed), { names: new Map(), now: NOW }).templateKey).toBeUndefined();
  });

  test('for a list knows its shops by name', () => {
    const form: BallotForm = {
      ...written(templateOf('ordinary')),
      who: 'list',
      listed: [{ id: 'a', name: '江边鲜鱼', kind: 'merchant' }],
    };
    expect(formOf(saved(form), { names: new Map([['a', '江边鲜鱼']]), now: NOW })).toEqual(form);
  });
});

function templateOf(key: string): BallotTemplate {
  const template = BALLOT_TEMPLATES.find((one) => one.key === key);
  if (!template) throw new Error(`no template ${key}`);
  return template;
}

function written(template: BallotTemplate): BallotForm {
  const form = withTemplate(newForm({ question: '晚上十点收摊' }), template);
  return template.rule.options === null ? { ...form, options: ['甲', '乙', '丙', '丁'] } : form;
}

function saved(form: BallotForm): Parameters<typeof formOf>[0] {
  const body = bodyOf(form, AT);
  if (!body) throw new Error('no times');
  const { question, text = '', rule, opensAt, closesAt, objectionDays = 7, agendaItemId = null } = body;
  return {
    question,
    text,
    rule,
    registers: numbersOf(form, ELECTORATES).map(({ name, unitWord, eligible }) => ({
      name,
      unitWord,
      eligible,
      areaCm2: null,
    })),
    opensAt,
    closesAt,
    objectionDays,
    agendaItemId,
    corrects: null,
  } satisfies Partial<Ballot>;
}
