import type { Grantee } from '@shangju/contracts';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { sayNumber } from '@/ui/figures';
import { ListRow } from '@/ui/list-row';
import { Page } from '@/ui/page';
import { Section } from '@/ui/section';
import { Sheet } from '@/ui/sheet';
import { Stepper } from '@/ui/stepper';
import { FindGrantee, granteeWords } from './find-grantee';
import { GrantList } from './grant-list';
import { ReasonInput } from './reason-input';
import { useEarningRules } from './use-earning-rules';
import { useGrant } from './use-grant';

/** Points by hand: to whom, how many, why; one question that repeats it; and what was granted before. */
export function GrantForm({ associationId }: { associationId: string }) {
  const [to, setTo] = useState<Grantee>();
  const [points, setPoints] = useState(POINTS_AT_FIRST);
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);
  const rules = useEarningRules(associationId).data;
  const left = rules && rules.budgetPoints - rules.budgetIssued;
  const granting = useGrant(associationId, () => {
    setTo(undefined);
    setPoints(POINTS_AT_FIRST);
    setReason('');
  });
  if (!to) {
    return (
      <Page title="发积分">
        <Section title="发给谁">
          <FindGrantee associationId={associationId} onFound={setTo} />
        </Section>
        <GrantList associationId={associationId} />
      </Page>
    );
  }
  const why = reason.trim();
  const missing =
    why === ''
      ? '说一句为什么发，居民看得到'
      : left !== undefined && points > left
        ? `这一期只剩 ${Math.max(0, left)} 分能发`
        : undefined;
  return (
    <Page
      title="发积分"
      bottom={
        <Button kind="main" text={`发 ${points} 分`} disabledReason={missing} onTap={() => setAsking(true)} />
      }
    >
      <Section title="发给谁">
        <Card flush>
          <ListRow
            icon="person"
            title={to.name}
            detail={granteeWords(to)}
            end={<Button kind="quiet" narrow text="换人" onTap={() => setTo(undefined)} />}
          />
        </Card>
      </Section>
      <Section title="发多少">
        <Choices
          label="常用的"
          choices={USUAL}
          selected={String(points)}
          onSelect={(usual) => setPoints(Number(usual))}
        />
        <Card flush>
          <Stepper label="多少分" value={points} unit=" 分" min={1} max={POINTS_MAX} onChange={setPoints} />
        </Card>
      </Section>
      <Section title="为什么发">
        <ReasonInput
          label="居民会在积分明细里看到"
          readyMade={REASONS}
          reason={reason}
          onChange={setReason}
        />
      </Section>
      <Sheet
        open={asking}
        question={`给${to.name}（编号 ${to.number}）发 ${points} 分？`}
        detail={`因为：${why}。${left === undefined ? '' : `从这一期还能发的 ${sayNumber(left)} 分里出。`}`}
        confirmText={`发 ${points} 分`}
        busy={granting.isPending}
        onConfirm={() => granting.mutate({ to, points, reason: why }, { onSettled: () => setAsking(false) })}
        onCancel={() => setAsking(false)}
      />
    </Page>
  );
}

const POINTS_AT_FIRST = 20;
const POINTS_MAX = 10_000;

const USUAL = ['10', '20', '30', '50', '100'].map((key) => ({ key, text: `${key} 分` }));

const REASONS = ['清扫巷道出力', '文明劝导志愿半天', '帮邻居跑腿送药', '议事会列席一次', '调解邻里纠纷'];
