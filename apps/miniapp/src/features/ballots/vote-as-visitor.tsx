import type { Ballot } from '@shangju/contracts';
import type { ReactNode } from 'react';
import { HowToGetAVote } from '@/features/registers/how-to-get-a-vote';
import { openLogIn } from '@/services/places';
import { useSignedIn } from '@/services/session';
import { Button } from '@/ui/button';
import { Page } from '@/ui/page';

/** A ballot for those who have no vote in it, or whom the phone does not know yet: to read, and the next step. */
export function VoteAsVisitor({
  ballot,
  canVote,
  head,
  rule,
}: {
  ballot: Ballot;
  canVote: boolean;
  head: ReactNode;
  rule: ReactNode;
}) {
  const signedIn = useSignedIn();
  const logIn = signedIn ? undefined : (
    <Button kind="main" text={canVote ? '登录以后投票' : '登录，看有没有我的票'} onTap={openLogIn} />
  );
  return (
    <Page title="表决" {...(logIn ? { bottom: logIn } : {})}>
      {head}
      {signedIn ? (
        <HowToGetAVote
          title={ballot.state === 'open' ? '这次表决里没有您的票' : '投票还没开始'}
          why={
            ballot.state === 'open'
              ? '这次的名册在投票开始时已经定下。现在登记好，下次就能投。'
              : '名册在投票开始时定下。开始前登记好，这次就能投。'
          }
        />
      ) : null}
      {rule}
    </Page>
  );
}
