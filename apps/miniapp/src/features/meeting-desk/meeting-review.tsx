import type { Meeting } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { Agenda } from '@/features/meetings/agenda';
import { invitedWords, MEETING_TAGS, meetingTime } from '@/features/meetings/meeting-words';
import { aria } from '@/ui/aria';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import './meeting-desk.scss';
import { editConsequence, meetingSentence } from './meeting-desk-words';
import { MeetingFact } from './meeting-fact';
import { changesIn, type MeetingBody, type MeetingForm, type MeetingFormErrors } from './meeting-form';
import type { MeetingStep } from './meeting-step-props';

/** All of a meeting before it is saved: as a sentence, part by part, and as people will see it. */
export function MeetingReview({
  form,
  body,
  before,
  errors,
  associationName,
  now,
  onEdit,
}: {
  form: MeetingForm;
  /** Undefined while something is wrong. */
  body: MeetingBody | undefined;
  before: Meeting | undefined;
  errors: MeetingFormErrors;
  associationName: string;
  now: Date;
  onEdit: (step: MeetingStep) => void;
}) {
  const { agenda } = form;
  return (
    <>
      <Card>
        {body ? <View className="meeting-desk__sentence figures">{meetingSentence(body, now)}</View> : null}
        {Object.values(errors).map((words) => (
          <MeetingFact key={words} wrong words={words} />
        ))}
        <MeetingFact
          words={
            before && body
              ? editConsequence(before, changesIn(body, before))
              : '发布以后请的人都会收到消息；没开完以前，时间、地点、议题都还能改。'
          }
        />
      </Card>
      <Section title="要改哪里">
        <Card flush>
          <ListRow
            icon="location"
            title="开什么会，在哪里"
            detail={`${form.title || '还没写'} · ${form.place || '还没写在哪里'}`}
            onTap={() => onEdit('what')}
          />
          <ListRow
            icon="calendar"
            title="什么时候，请谁来"
            detail={body ? `${meetingTime(body, now)} · 请${invitedWords(form.invited)}` : '还没选好'}
            onTap={() => onEdit('when')}
          />
          <ListRow
            icon="list"
            title="议什么"
            detail={agenda.length === 0 ? '还没有议题' : agenda.map(({ title }) => title).join('；')}
            onTap={() => onEdit('agenda')}
          />
        </Card>
      </Section>
      {body ? (
        <Section title="大家看到的样子">
          <View className="meeting-desk__preview" {...aria({ hidden: true })}>
            <Card>
              <Tag {...MEETING_TAGS.published} />
              <View className="meeting-desk__title">{body.title}</View>
              <View className="meeting-desk__soft">{associationName}</View>
              {body.about === '' ? null : <View>{body.about}</View>}
            </Card>
            <Card flush>
              <ListRow icon="calendar" title={meetingTime(body, now)} />
              <ListRow icon="location" title={body.place} />
              <ListRow icon="users" title={`请${invitedWords(body.invited)}来`} />
            </Card>
            <Agenda meeting={asPublished(form, body, associationName)} />
          </View>
        </Section>
      ) : null}
    </>
  );
}

function asPublished({ agenda }: MeetingForm, body: MeetingBody, associationName: string): Meeting {
  return {
    ...body,
    id: '',
    number: 0,
    associationId: '',
    associationName,
    state: 'published',
    attendanceCount: 0,
    openFollowUpCount: 0,
    agenda: agenda.map(({ id, title, text, pictureIds }, place) => ({
      id: id ?? `new-${place}`,
      title,
      text,
      pictureIds,
      ballotIds: [],
    })),
    minutes: null,
    attendedAt: null,
    updatedAt: '',
  };
}
