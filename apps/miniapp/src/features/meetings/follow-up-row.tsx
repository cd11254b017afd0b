import type { FollowUp } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Tag } from '@/ui/tag';
import { Tappable } from '@/ui/tappable';
import './follow-up-row.scss';
import { meetingPage } from './meeting-pages';
import { followUpTag, followUpWords } from './meeting-words';
import { PicturesForMembers } from './pictures-for-members';

/**
 * Who does what until when, and how far it is.
 * @param leads names its meeting and leads there
 */
export function FollowUpRow({ followUp, leads = false }: { followUp: FollowUp; leads?: boolean }) {
  const [open, setOpen] = useState(false);
  const { what, steps, meetingId, meetingTitle } = followUp;
  const now = streetNow();
  const last = steps[steps.length - 1];
  const shown = open ? steps : last ? [last] : [];
  return (
    <View className="follow-up">
      <Tag {...followUpTag(followUp)} />
      <View className="follow-up__what">{what}</View>
      <View className="follow-up__soft">{followUpWords(followUp, now)}</View>
      {shown.map((step) => (
        <View key={step.at} className="follow-up__step">
          <View className="follow-up__soft">
            {step.byName} · {sayInstant(new Date(step.at), now)}
          </View>
          <View>{step.note}</View>
          <PicturesForMembers pictureIds={step.pictureIds} />
        </View>
      ))}
      <View className="follow-up__acts">
        {steps.length > 1 ? (
          <Button
            kind="quiet"
            narrow
            text={open ? '收起' : `看全部 ${steps.length} 步`}
            onTap={() => setOpen(!open)}
          />
        ) : null}
        {leads ? (
          <Button
            kind="quiet"
            narrow
            text={`看会议：${meetingTitle}`}
            onTap={() => openPage(meetingPage(meetingId))}
          />
        ) : null}
      </View>
    </View>
  );
}

/** The same without its steps; leads to the meeting that noted it. */
export function FollowUpLine({ followUp }: { followUp: FollowUp }) {
  return (
    <Tappable
      className="follow-up follow-up--line"
      role="link"
      onTap={() => openPage(meetingPage(followUp.meetingId))}
    >
      <View className="follow-up__words">
        <Tag {...followUpTag(followUp)} />
        <View className="follow-up__what">{followUp.what}</View>
        <View className="follow-up__soft">{followUpWords(followUp, streetNow())}</View>
      </View>
      <Icon name="forward" size="small" />
    </Tappable>
  );
}
