import type { BallotRule } from '@shangju/contracts';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { Stepper } from '@/ui/stepper';
import { Switch } from '@/ui/switch';
import { BallotFact } from './ballot-fact';
import { type FineRule, isForAgainst } from './ballot-form';
import type { BallotStepProps } from './ballot-step-props';

const OBJECTION_DAYS_MAX = 30;

type Share = { numerator: number; denominator: number };

const SHARES: readonly { key: string; text: string; share: Share }[] = [
  { key: '1/3', text: '三分之一', share: { numerator: 1, denominator: 3 } },
  { key: '1/2', text: '一半', share: { numerator: 1, denominator: 2 } },
  { key: '2/3', text: '三分之二', share: { numerator: 2, denominator: 3 } },
  { key: '3/4', text: '四分之三', share: { numerator: 3, denominator: 4 } },
  { key: '1/1', text: '全部', share: { numerator: 1, denominator: 1 } },
];

const keyOf = (share: Share) => `${share.numerator}/${share.denominator}`;
const shareOf = (key: string) => SHARES.find((one) => one.key === key)?.share;

/** What the template has set already, for those who need it otherwise. */
export function FineStep({ form, set, errors }: BallotStepProps) {
  const { fine } = form;
  const setFine = (change: Partial<FineRule>) =>
    set({ fine: { ...fine, ...change }, templateKey: undefined });
  return (
    <>
      {errors.fine === undefined ? null : <BallotFact tone="wrong">{errors.fine}</BallotFact>}
      <Quorum quorum={fine.quorum} hasMeeting={form.agendaItemId !== null} setFine={setFine} />
      {fine.method.kind === 'ranked' ? null : <Threshold fine={fine} setFine={setFine} />}
      <Card flush>
        {form.who === 'households' && !form.secret ? (
          <Switch
            label="面积也要够"
            detail="户数和面积都算，照民法典第二百七十八条"
            on={fine.byArea}
            onChange={(byArea) => setFine({ byArea })}
          />
        ) : null}
        <Switch
          label="投了以后能改"
          detail="截止以前改几次都行，按最后一次算"
          on={fine.changeable}
          onChange={(changeable) => setFine({ changeable })}
        />
        <Switch
          label="大家看得到投了几家"
          detail="只有家数，没有票数"
          on={fine.showsTurnout}
          onChange={(showsTurnout) => setFine({ showsTurnout })}
        />
        <Stepper
          label="结束后几天内能提异议"
          unit=" 天"
          min={0}
          max={OBJECTION_DAYS_MAX}
          value={form.objectionDays}
          onChange={(objectionDays) => set({ objectionDays })}
        />
      </Card>
    </>
  );
}

function Quorum({
  quorum,
  hasMeeting,
  setFine,
}: {
  quorum: BallotRule['quorum'];
  hasMeeting: boolean;
  setFine: (change: Partial<FineRule>) => void;
}) {
  const base = quorum?.base ?? 'eligible';
  return (
    <>
      <Choices
        label="至少多少参加才有效"
        choices={[{ key: 'none', text: '不要求' }, ...SHARES.map(({ key, text }) => ({ key, text }))]}
        selected={quorum === null ? 'none' : keyOf(quorum.share)}
        onSelect={(key) => {
          const share = shareOf(key);
          setFine({ quorum: share === undefined ? null : { share, base } });
        }}
      />
      {quorum !== null && hasMeeting ? (
        <Choices
          label="按谁算"
          choices={[
            { key: 'eligible', text: '全部有表决权的' },
            { key: 'present', text: '到会签到的' },
          ]}
          selected={base}
          onSelect={(next) => setFine({ quorum: { ...quorum, base: next } })}
        />
      ) : null}
    </>
  );
}

type Reach = 'most' | 'half' | 'two-thirds' | 'three-quarters' | 'all';

const REACHES: readonly { key: Reach; text: string; share: Share | null; kind: 'more-than' | 'at-least' }[] =
  [
    { key: 'most', text: '票多的就行', share: null, kind: 'more-than' },
    { key: 'half', text: '过半数', share: { numerator: 1, denominator: 2 }, kind: 'more-than' },
    { key: 'two-thirds', text: '三分之二', share: { numerator: 2, denominator: 3 }, kind: 'at-least' },
    { key: 'three-quarters', text: '四分之三', share: { numerator: 3, denominator: 4 }, kind: 'at-least' },
    { key: 'all', text: '全部', share: { numerator: 1, denominator: 1 }, kind: 'at-least' },
  ];

function Threshold({ fine, setFine }: { fine: FineRule; setFine: (change: Partial<FineRule>) => void }) {
  const { threshold } = fine;
  const base = threshold?.base ?? 'cast';
  const selected = REACHES.find(({ share, kind }) =>
    threshold === null
      ? share === null
      : share !== null && keyOf(share) === keyOf(threshold.share) && kind === threshold.kind,
  );
  return (
    <>
      <Choices
        label="多少支持才通过"
        choices={REACHES.map(({ key, text }) => ({ key, text }))}
        selected={selected?.key}
        onSelect={(key) => {
          const reach = REACHES.find((one) => one.key === key);
          if (reach === undefined) return;
          const { share, kind } = reach;
          setFine({ threshold: share === null ? null : { share, kind, base } });
        }}
      />
      {threshold === null ? null : (
        <Choices
          label="按什么算"
          choices={[
            { key: 'cast', text: '参加的' },
            ...(isForAgainst(fine) ? [{ key: 'for-against' as const, text: '同意加反对，不算弃权' }] : []),
            { key: 'eligible', text: '全部有表决权的' },
          ]}
          selected={base}
          onSelect={(next) => setFine({ threshold: { ...threshold, base: next } })}
        />
      )}
    </>
  );
}
