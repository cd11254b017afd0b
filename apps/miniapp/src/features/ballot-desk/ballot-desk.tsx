import type { Ballot, TurnoutRow } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { useMutation } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { BallotHead, BallotLinks } from '@/features/ballots/ballot-head';
import { ballotPage, resultPage } from '@/features/ballots/ballot-pages';
import { CHANNEL_WORDS } from '@/features/ballots/ballot-words';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { useRefreshOnReturn } from '@/services/page-shown';
import { send } from '@/services/pending-sends';
import { openPage } from '@/services/places';
import { queryClient } from '@/services/query-client';
import { streetNow } from '@/services/street-clock';
import { BigNumber } from '@/ui/big-number';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { CountBar } from '@/ui/count-bar';
import { Empty } from '@/ui/empty';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Section } from '@/ui/section';
import { Sheet } from '@/ui/sheet';
import { Skeleton } from '@/ui/skeleton';
import { Tag } from '@/ui/tag';
import './ballot-desk.scss';
import { ballotWallPage, editBallotPage, newBallotPage, paperVotePage } from './ballot-desk-pages';
import { turnoutWords, unitOf } from './ballot-desk-words';
import { Extensions } from './extensions';
import { ObjectionsToAnswer } from './objections-to-answer';
import { usePaperVotes, useTurnout } from './use-turnout';

/** One ballot as its admins look after it: what is still missing, what waits for them, and what hangs on the wall. */
export function BallotDesk({ ballot }: { ballot: Ballot }) {
  useRefreshOnReturn();
  switch (ballot.state) {
    case 'draft':
      return <Draft ballot={ballot} />;
    case 'published':
      return <NotYetOpen ballot={ballot} />;
    case 'open':
      return <Running ballot={ballot} />;
    case 'closed':
      return <Closed ballot={ballot} />;
  }
}

function Draft({ ballot }: { ballot: Ballot }) {
  const { id, associationId } = ballot;
  return (
    <Page
      title="表决"
      bottom={
        <Button
          kind="main"
          text="接着写"
          onTap={() => openPage(editBallotPage({ associationId, ballotId: id }))}
        />
      }
    >
      <BallotHead ballot={ballot} now={streetNow()} />
    </Page>
  );
}

function NotYetOpen({ ballot }: { ballot: Ballot }) {
  return (
    <Page
      title="表决"
      bottom={
        <Button
          kind="main"
          icon="document"
          text="打印墙上的通知"
          onTap={() => openPage(ballotWallPage(ballot.id))}
        />
      }
    >
      <BallotHead ballot={ballot} now={streetNow()} />
      <Card>
        <View className="figures">{ballot.ruleSentence}。</View>
        <View className="ballot-desk__soft">到时间自动开始，有表决权的已经收到消息。</View>
      </Card>
      <Card flush>
        <ListRow icon="vote" title="看投票的页面" onTap={() => openPage(ballotPage(ballot.id))} />
      </Card>
    </Page>
  );
}

function Running({ ballot }: { ballot: Ballot }) {
  const turnout = useTurnout(ballot.id);
  const [reminding, setReminding] = useState(false);
  const [closing, setClosing] = useState(false);
  const rows = turnout.data ?? [];
  const voted = rows.filter(({ channel }) => channel !== null).length;
  const isOver = streetNow().getTime() >= Date.parse(ballot.closesAt);
  const canClose = isOver || (rows.length > 0 && voted === rows.length);
  const remind = useMutation({
    mutationFn: () =>
      send(
        'POST /v1/ballots/{ballotId}/reminders',
        { params: { ballotId: ballot.id } },
        `提醒还没投的 · ${ballot.question}`,
      ),
    onSuccess: ({ reminded }) =>
      notify(reminded > 0 ? `提醒了 ${reminded} 个人。` : '没投的都还没有能提醒到的人。', 'good'),
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: () => setReminding(false),
  });
  const close = useMutation({
    mutationFn: () =>
      send(
        'POST /v1/ballots/{ballotId}/close',
        { params: { ballotId: ballot.id } },
        `结束表决 · ${ballot.question}`,
      ),
    onSuccess: () => notify('结束了，结果已经定下。', 'good'),
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: () => {
      setClosing(false);
      void queryClient.invalidateQueries({ queryKey: ['ballots'] });
    },
  });
  const missing = rows.length - voted;
  return (
    <Page
      title="表决"
      bottom={
        canClose ? (
          <Button kind="main" icon="check" text="结束，数票" onTap={() => setClosing(true)} />
        ) : (
          <Button
            kind="main"
            icon="bell"
            text="提醒还没投的"
            disabledReason={turnout.data === undefined ? '正在看谁还没投' : undefined}
            onTap={() => setReminding(true)}
          />
        )
      }
    >
      <BallotHead ballot={ballot} now={streetNow()} />
      <Card>
        <Loaded query={turnout} skeleton={<Skeleton shape="number" />} lost="投出的票都在，没有丢。">
          {() => <Turnout ballot={ballot} rows={rows} />}
        </Loaded>
      </Card>
      <Card flush>
        <ListRow
          icon="edit"
          title="录一张票"
          detail="纸票、电话、上门：两位管理员各录一遍，一样才算"
          onTap={() => openPage(paperVotePage(ballot.id))}
        />
      </Card>
      <PaperVotes ballotId={ballot.id} />
      <BallotLinks ballot={ballot} />
      {rows.length > 0 ? <Missing ballot={ballot} rows={rows} /> : null}
      <Extensions ballot={ballot} />
      <Section title="办理">
        <Card flush>
          <ListRow
            icon="document"
            title="墙上的通知"
            detail="A4 一张，有规则、时间和投票的码"
            onTap={() => openPage(ballotWallPage(ballot.id))}
          />
          <ListRow icon="vote" title="看投票的页面" onTap={() => openPage(ballotPage(ballot.id))} />
        </Card>
      </Section>
      <Sheet
        open={reminding}
        question={`提醒还没投的 ${missing} ${unitOf(ballot)}？`}
        detail="能替它们投票的人都会收到一条消息。十二小时里只能提醒一次。"
        confirmText="提醒"
        busy={remind.isPending}
        onConfirm={() => remind.mutate()}
        onCancel={() => setReminding(false)}
      />
      <Sheet
        open={closing}
        question={`现在结束“${ballot.question}”？`}
        detail="马上数票，结果定下后谁也改不了，有表决权的都会收到结果。"
        confirmText="结束，数票"
        busy={close.isPending}
        onConfirm={() => close.mutate()}
        onCancel={() => setClosing(false)}
      />
    </Page>
  );
}

function Turnout({ ballot, rows }: { ballot: Ballot; rows: readonly TurnoutRow[] }) {
  const voted = rows.filter(({ channel }) => channel !== null);
  const { registers } = ballot;
  const ways = (Object.keys(CHANNEL_WORDS) as (keyof typeof CHANNEL_WORDS)[])
    .map((channel) => ({ channel, count: voted.filter((row) => row.channel === channel).length }))
    .filter(({ count }) => count > 0)
    .map(({ channel, count }) => `${CHANNEL_WORDS[channel]} ${count}`);
  return (
    <>
      <BigNumber label="已经投了" value={voted.length} unit={unitOf(ballot)} />
      <View className="ballot-desk__soft figures">
        {turnoutWords(voted.length, rows.length, unitOf(ballot))}
        {ways.length > 0 ? ` · ${ways.join(' · ')}` : ''}
      </View>
      {registers.length > 1
        ? registers.map(({ name }, register) => {
            const ofRegister = rows.filter((row) => row.register === register);
            const count = ofRegister.filter(({ channel }) => channel !== null).length;
            return (
              <CountBar
                key={name}
                label={name}
                words={`${count} / ${ofRegister.length}`}
                count={count}
                whole={ofRegister.length}
              />
            );
          })
        : null}
    </>
  );
}

function PaperVotes({ ballotId }: { ballotId: string }) {
  const papers = usePaperVotes(ballotId).data ?? [];
  if (papers.length === 0) return null;
  return (
    <Section title="录了一半的票">
      <Card flush>
        {papers.map(({ unitId, unitName, channel, enteredByNames, enteredByMe, state, at }) => (
          <ListRow
            key={unitId}
            title={unitName}
            detail={
              state === 'differs'
                ? `${enteredByNames.join('、')}录得不一样，请再看一遍${CHANNEL_WORDS[channel]}`
                : enteredByMe
                  ? `您 ${sayInstant(new Date(at), streetNow())} 录了，等另一位管理员`
                  : `${enteredByNames.join('、')}录了，等您再录一遍`
            }
            end={
              state === 'differs' ? (
                <Tag tone="alarm" text="不一样" />
              ) : (
                <Tag tone="amber" text={enteredByMe ? '等别人' : '等您'} />
              )
            }
            onTap={() => openPage(paperVotePage(ballotId, unitId))}
          />
        ))}
      </Card>
    </Section>
  );
}

const NAMES_AT_FIRST = 10;

function Missing({ ballot, rows }: { ballot: Ballot; rows: readonly TurnoutRow[] }) {
  const [all, setAll] = useState(false);
  const missing = rows.filter(({ channel }) => channel === null);
  const shown = all ? missing : missing.slice(0, NAMES_AT_FIRST);
  return (
    <Section title={`还没投的 ${missing.length} ${unitOf(ballot)}`}>
      <Card flush>
        {missing.length === 0 ? (
          <Empty icon="check" title="都投了" how="现在就可以结束，不用等到时间。" />
        ) : null}
        {shown.map(({ unitId, unitName, register }) => (
          <ListRow
            key={unitId}
            title={unitName}
            detail={ballot.registers.length > 1 ? ballot.registers[register]?.name : undefined}
            end="帮录票"
            onTap={() => openPage(paperVotePage(ballot.id, unitId))}
          />
        ))}
        {shown.length < missing.length ? (
          <Button
            kind="quiet"
            text={`看全部 ${missing.length} ${unitOf(ballot)}`}
            onTap={() => setAll(true)}
          />
        ) : null}
      </Card>
    </Section>
  );
}

function Closed({ ballot }: { ballot: Ballot }) {
  const { id, associationId, correctedBy } = ballot;
  return (
    <Page
      title="表决"
      bottom={<Button kind="main" icon="vote" text="看结果" onTap={() => openPage(resultPage(id))} />}
    >
      <BallotHead ballot={ballot} now={streetNow()} />
      <Card>
        <View className="ballot-desk__sentence">{ballot.verdictSentence}</View>
        <View className="ballot-desk__soft">结果定下了，谁也改不了；谁都可以自己重新数一遍。</View>
      </Card>
      <BallotLinks ballot={ballot} />
      <ObjectionsToAnswer ballot={ballot} />
      <Section title="办理">
        <Card flush>
          <ListRow
            icon="document"
            title="打印结果"
            detail="A4 一张，有票数、指纹和核对的码"
            onTap={() => openPage(ballotWallPage(id))}
          />
          {correctedBy === null ? (
            <ListRow
              icon="history"
              title="有错，重新表决"
              detail="发一个新的表决来更正，这一个的结果照样留着"
              onTap={() => openPage(newBallotPage({ associationId, corrects: id }))}
            />
          ) : null}
        </Card>
      </Section>
    </Page>
  );
}
