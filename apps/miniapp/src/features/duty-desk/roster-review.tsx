import type { Roster } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { ListRow } from '@/ui/list-row';
import { Section } from '@/ui/section';
import './roster-editor.scss';
import { type RosterForm, type RosterFormErrors, rosterName } from './roster-form';
import type { RosterStep } from './roster-step-props';
import { rosterSentence, sayShiftTimes, sayWeekdays } from './roster-words';

/** All of a roster before it is saved: as a sentence, and part by part. */
export function RosterReview({
  form,
  before,
  errors,
  onEdit,
}: {
  form: RosterForm;
  before: Roster | undefined;
  errors: RosterFormErrors;
  onEdit: (step: RosterStep) => void;
}) {
  const wrong = Object.values(errors)[0];
  return (
    <>
      <Card>
        <View className="roster-editor__sentence">{rosterSentence(form)}</View>
        {wrong ? (
          <View className="roster-editor__wrong">
            <Icon name="alert" size="small" />
            <View>{wrong}</View>
          </View>
        ) : (
          <View className="roster-editor__soft">
            <Icon name="info" size="small" />
            <View>
              {before?.publishedUntil
                ? '已经发布的班不变，保存后重新发布，才照新的排。'
                : '存好还不会排班，下一步看一看排得怎么样，再发布。'}
            </View>
          </View>
        )}
      </Card>
      <Section title="要改哪里">
        <Card flush>
          <ListRow
            icon="location"
            title="哪条街"
            detail={`${form.lane} · ${rosterName(form)}`}
            onTap={() => onEdit('lane')}
          />
          <ListRow
            icon="users"
            title="名单和先后"
            detail={memberWords(form)}
            onTap={() => onEdit('members')}
          />
          <ListRow
            icon="clock"
            title="班次"
            detail={sayShiftTimes(form.shiftTimes)}
            onTap={() => onEdit('shifts')}
          />
          <ListRow icon="calendar" title="日子" detail={dayWords(form)} onTap={() => onEdit('days')} />
          <ListRow
            icon="check"
            title="巡查项"
            detail={form.checklist.join('、')}
            onTap={() => onEdit('round')}
          />
          <ListRow
            icon="settings"
            title="换班、积分和位置"
            detail={ruleWords(form)}
            onTap={() => onEdit('rules')}
          />
        </Card>
      </Section>
    </>
  );
}

function memberWords({ members }: RosterForm): string {
  const first = members.slice(0, 3).map(({ merchantName }) => merchantName);
  const away = members.filter((member) => member.away.length > 0).length;
  return [
    `${members.length} 家：${first.join('、')}${members.length > first.length ? '……' : ''}`,
    away > 0 && `${away} 家有来不了的日子`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function dayWords({ weekdays, closedDays }: RosterForm): string {
  return closedDays.length > 0
    ? `${sayWeekdays(weekdays)} · ${closedDays.length} 天歇业`
    : sayWeekdays(weekdays);
}

function ruleWords({ swapNeedsApproval, pointsPerShift, location, fenceRadiusM }: RosterForm): string {
  return [
    swapNeedsApproval ? '换班要您同意' : '换班两家说好就行',
    pointsPerShift > 0 ? `一班 ${pointsPerShift} 分` : '不发积分',
    location === null ? '不看位置' : `周围 ${fenceRadiusM} 米内打卡`,
  ].join(' · ');
}
