import type { Ballot, BallotRule, Contracts, NewBallot, ResultOf, Unit } from '@shangju/contracts';
import {
  BALLOT_RULE_PROBLEMS,
  BALLOT_TEMPLATES,
  type BallotTemplate,
  type ElectorateNumbers,
  ruleProblems,
  type UnitWord,
} from '@shangju/rules';

export type Electorates = ResultOf<Contracts['GET /v1/associations/{associationId}/electorates']>;

/** Who votes: the shops, the households, both registers that must both pass, or shops named one by one. */
export type Who = 'merchants' | 'households' | 'both' | 'list';

/** From the moment of publishing for so many days, or by the clock. */
export type When = 'days-1' | 'days-3' | 'days-7' | 'own';

export type FineRule = Pick<
  BallotRule,
  'method' | 'quorum' | 'threshold' | 'byArea' | 'changeable' | 'showsTurnout'
>;

/** A shop or household on a list. */
export type Listed = Pick<Unit, 'id' | 'name' | 'kind'>;

/** What the admin fills in. */
export interface BallotForm {
  templateKey: string | undefined;
  question: string;
  text: string;
  /** Written by the admin; of no account where one is for or against. */
  options: string[];
  who: Who;
  listed: Listed[];
  listName: string;
  when: When;
  opensAt: string | undefined;
  closesAt: string | undefined;
  secret: boolean;
  fine: FineRule;
  objectionDays: number;
  agendaItemId: string | null;
  corrects: string | null;
}

const OBJECTION_DAYS_USUAL = 7;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const DAYS: Record<Exclude<When, 'own'>, number> = { 'days-1': 1, 'days-3': 3, 'days-7': 7 };

export const QUESTION_MAX = 100;
export const TEXT_MAX = 10_000;
export const OPTION_MAX = 60;
export const LIST_NAME_MAX = 30;

export function newForm(begin: { agendaItemId?: string; question?: string; corrects?: string }): BallotForm {
  return {
    ...EMPTY,
    question: (begin.question ?? '').slice(0, QUESTION_MAX),
    agendaItemId: begin.agendaItemId ?? null,
    corrects: begin.corrects ?? null,
  };
}

const FIRST = BALLOT_TEMPLATES[0] as BallotTemplate;

const EMPTY: BallotForm = {
  templateKey: undefined,
  question: '',
  text: '',
  options: ['', ''],
  who: 'merchants',
  listed: [],
  listName: '理事会',
  when: 'days-3',
  opensAt: undefined,
  closesAt: undefined,
  secret: false,
  fine: fineOf(FIRST.rule),
  objectionDays: OBJECTION_DAYS_USUAL,
  agendaItemId: null,
  corrects: null,
};

/** The form with the rule of a template; what was written already stays. */
export function withTemplate(form: BallotForm, { key, rule }: BallotTemplate): BallotForm {
  const who = rule.byArea
    ? 'households'
    : form.who === 'both' && !isForAgainst(rule)
      ? 'merchants'
      : form.who;
  return { ...form, templateKey: key, who, secret: rule.secret, fine: fineOf(rule) };
}

export const isForAgainst = ({ method }: Pick<BallotRule, 'method'>): boolean =>
  method.kind === 'for-against';

function fineOf({ method, quorum, threshold, byArea, changeable, showsTurnout }: FineRule): FineRule {
  return { method, quorum, threshold, byArea, changeable, showsTurnout };
}

/** What a ballot says, as a form; a draft goes on as itself, a closed one begins the ballot that corrects it. */
export function formOf(
  ballot: Pick<
    Ballot,
    | 'question'
    | 'text'
    | 'rule'
    | 'registers'
    | 'opensAt'
    | 'closesAt'
    | 'objectionDays'
    | 'agendaItemId'
    | 'corrects'
  >,
  { names, now }: { names: ReadonlyMap<string, string>; now: Date },
): BallotForm {
  const { rule } = ballot;
  const [register, second] = rule.registers;
  const source = register?.source;
  const template = BALLOT_TEMPLATES.find((one) => isSameRule(one.rule, rule));
  return {
    templateKey: template?.key,
    question: ballot.question,
    text: ballot.text,
    options: isForAgainst(rule) ? EMPTY.options : [...rule.options],
    who: second ? 'both' : (source?.kind ?? 'merchants'),
    listed: source?.kind === 'list' ? listedOf(source.unitIds, ballot, names) : [],
    listName: source?.kind === 'list' ? (register?.name ?? EMPTY.listName) : EMPTY.listName,
    ...timesOf(ballot, now),
    secret: rule.secret,
    fine: fineOf(rule),
    objectionDays: ballot.objectionDays,
    agendaItemId: ballot.agendaItemId,
    corrects: ballot.corrects,
  };
}

/** Whom the association's shops do not name is a household, unless the API counts all of the list as shops. */
function listedOf(
  unitIds: readonly string[],
  { registers }: Pick<Ballot, 'registers'>,
  names: ReadonlyMap<string, string>,
): Listed[] {
  const areAllShops = registers[0]?.unitWord === ('家商户' satisfies UnitWord);
  return unitIds.map((id) => {
    const name = names.get(id);
    return name !== undefined || areAllShops
      ? { id, name: name ?? '一家店', kind: 'merchant' }
      : { id, name: '一户', kind: 'household' };
  });
}

function isSameRule(template: FineRule & { secret: boolean }, rule: BallotRule): boolean {
  return ruleKey(template) === ruleKey(rule);
}

const ruleKey = (rule: FineRule & { secret: boolean }): string =>
  JSON.stringify(inOrder({ ...fineOf(rule), secret: rule.secret }));

/** Rules that came by different ways name their parts in different orders. */
function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, part]) => [name, inOrder(part)]);
}

/** A draft that was to begin at once still is to, however long it has lain; one with a time to come keeps it. */
function timesOf({ opensAt, closesAt }: Pick<Ballot, 'opensAt' | 'closesAt'>, now: Date) {
  const days = (Date.parse(closesAt) - Date.parse(opensAt)) / DAY_MS;
  const when = (Object.keys(DAYS) as (keyof typeof DAYS)[]).find((key) => DAYS[key] === days);
  if (when !== undefined && Date.parse(opensAt) <= now.getTime()) {
    return { when, opensAt: undefined, closesAt: undefined };
  }
  return { when: 'own' as const, opensAt, closesAt };
}

/** When it opens and closes if it is published now; undefined while own times are not chosen. */
export function timesFrom(
  { when, opensAt, closesAt }: Pick<BallotForm, 'when' | 'opensAt' | 'closesAt'>,
  now: Date,
): { opensAt: string; closesAt: string } | undefined {
  if (when === 'own') {
    if (closesAt === undefined) return undefined;
    return { opensAt: opensAt ?? wholeMinute(now).toISOString(), closesAt };
  }
  const from = wholeMinute(now);
  return {
    opensAt: from.toISOString(),
    closesAt: new Date(from.getTime() + DAYS[when] * DAY_MS).toISOString(),
  };
}

/** The minute that has begun: it opens at once, and closes at a time that can be said. */
function wholeMinute(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / MINUTE_MS) * MINUTE_MS);
}

/** The rule that the form describes, with the registers of this association. */
export function ruleOf(form: BallotForm, electorates: Electorates): BallotRule {
  return {
    ...form.fine,
    byArea: form.fine.byArea && form.who === 'households',
    options: isForAgainst(form.fine)
      ? [...FOR_AGAINST]
      : form.options.map((option) => option.trim()).filter((option) => option !== ''),
    registers: registersOf(form, electorates),
    secret: form.secret,
  };
}

const FOR_AGAINST = ['同意', '反对', '弃权'];

function registersOf(
  { who, listed, listName }: BallotForm,
  { merchants, households }: Electorates,
): BallotRule['registers'] {
  const shops = {
    name: merchants.name,
    source: { kind: 'merchants' as const, associationId: merchants.associationId },
  };
  const homes = {
    name: households.name,
    source: { kind: 'households' as const, communityId: households.communityId },
  };
  switch (who) {
    case 'merchants':
      return [shops];
    case 'households':
      return [homes];
    case 'both':
      return [shops, homes];
    case 'list':
      return [{ name: listName.trim(), source: { kind: 'list', unitIds: listed.map(({ id }) => id) } }];
  }
}

/** The numbers of the rule's registers as they are now, for its sentence. */
export function numbersOf(form: BallotForm, electorates: Electorates): ElectorateNumbers[] {
  const { households } = electorates;
  const { registers, byArea } = ruleOf(form, electorates);
  return registers.map(({ name, source }) => ({
    name,
    ...unitsOf(source, form, electorates),
    eligibleAreaCm2: byArea && source.kind === 'households' ? households.areaCm2 : null,
    present: null,
    presentAreaCm2: null,
  }));
}

function unitsOf(
  source: BallotRule['registers'][number]['source'],
  { listed }: Pick<BallotForm, 'listed'>,
  { merchants, households }: Electorates,
): Pick<ElectorateNumbers, 'unitWord' | 'eligible'> {
  switch (source.kind) {
    case 'merchants':
      return { unitWord: '家商户', eligible: merchants.eligible };
    case 'households':
      return { unitWord: '户', eligible: households.eligible };
    case 'list':
      return { unitWord: listWord(listed), eligible: source.unitIds.length };
  }
}

/** As the API counts a list: what all on it are, where they are all of one kind. */
export function listWord(listed: readonly Listed[]): UnitWord {
  const isAll = (kind: Listed['kind']) => listed.length > 0 && listed.every((one) => one.kind === kind);
  if (isAll('merchant')) return '家商户';
  return isAll('household') ? '户' : '个表决单位';
}

export function bodyOf(
  form: BallotForm,
  { electorates, now }: { electorates: Electorates; now: Date },
): NewBallot | undefined {
  const times = timesFrom(form, now);
  if (times === undefined) return undefined;
  return {
    question: form.question.trim(),
    text: form.text.trim(),
    rule: ruleOf(form, electorates),
    ...times,
    objectionDays: form.objectionDays,
    agendaItemId: form.agendaItemId,
    ...(form.corrects === null ? {} : { corrects: form.corrects }),
  };
}

export type BallotFormErrors = Partial<Record<'question' | 'options' | 'who' | 'when' | 'fine', string>>;

/** What is wrong in the form, and how to put it right. What the rule itself says is among it. */
export function errorsIn(
  form: BallotForm,
  { electorates, now }: { electorates: Electorates; now: Date },
): BallotFormErrors {
  const errors: BallotFormErrors = {};
  if (form.question.trim() === '') errors.question = '写上请大家定的是什么事';
  const times = timesFrom(form, now);
  if (times === undefined) errors.when = '选好什么时候截止';
  else if (Date.parse(times.closesAt) <= Math.max(now.getTime(), Date.parse(times.opensAt))) {
    errors.when = '截止要在开始之后，也要在现在之后';
  }
  const rule = ruleOf(form, electorates);
  for (const problem of ruleProblems(rule, { hasMeeting: form.agendaItemId !== null })) {
    const words = BALLOT_RULE_PROBLEMS[problem];
    if (problem.startsWith('options')) errors.options ??= words;
    else if (problem.startsWith('register') || problem.startsWith('list')) errors.who ??= words;
    else errors.fine ??= words;
  }
  if (form.who === 'list' && form.listName.trim() === '') errors.who = '给名单起个名字，比如“理事会”';
  if (errors.who === undefined && numbersOf(form, electorates).some(({ eligible }) => eligible === 0)) {
    errors.who = '名册里还没有人，先请社区或商会登记';
  }
  if (errors.who === undefined && rule.byArea && electorates.households.withoutArea > 0) {
    errors.who = `有 ${electorates.households.withoutArea} 户还没登记面积，按面积算之前先请社区补上`;
  }
  return errors;
}
