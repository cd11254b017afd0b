import type { Household } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { notify } from '@/services/notices';
import { goBack, replacePage } from '@/services/places';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { FindResident } from './find-resident';
import { HouseholdForm } from './household-form';
import { MemberRow } from './member-row';
import './register-desk.scss';
import { householdPage } from './register-pages';
import { areaWords } from './register-words';
import { useHousehold } from './use-household';

/** A household that is not in the register yet. */
export function NewHousehold({ communityId }: { communityId: string }) {
  return (
    <Page title="添一户">
      <HouseholdForm
        communityId={communityId}
        before={undefined}
        onSaved={(household) => {
          notify(`${household.address} 添上了，再登记住的人。`, 'good');
          replacePage(householdPage(household));
        }}
      />
    </Page>
  );
}

/** One household: its door and area, who waits to be verified, who votes for it, and whom to add. */
export function HouseholdDesk(place: { communityId: string; householdId: string; address: string }) {
  const household = useHousehold(place);
  return (
    <Page title="住户">
      <Loaded
        query={household}
        skeleton={
          <Card>
            <Skeleton rows={4} />
          </Card>
        }
        lost="名册都在，没有丢。"
      >
        {(found) =>
          found === null ? (
            <Card>
              <Empty
                icon="home"
                title="名册里找不到这一户"
                how="可能改过门牌，回名册里再找一找。"
                action={<Button narrow text="回名册" onTap={goBack} />}
              />
            </Card>
          ) : (
            <Found household={found} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Found({ household }: { household: Household }) {
  const [editing, setEditing] = useState(false);
  const { communityId, address, floorAreaCm2, members } = household;
  const claimed = members.filter(({ status }) => status === 'claimed');
  const verified = members.filter(({ status }) => status === 'verified');
  if (editing) {
    return (
      <HouseholdForm
        communityId={communityId}
        before={household}
        onSaved={() => {
          notify('改好了。已经开始的表决还照开始时的算。', 'good');
          setEditing(false);
        }}
        onCancel={() => setEditing(false)}
      />
    );
  }
  return (
    <>
      <Card>
        <View className="register-desk__title">{address}</View>
        <View className="figures">{areaWords(floorAreaCm2)}</View>
        <Button icon="edit" text="改门牌或面积" onTap={() => setEditing(true)} />
      </Card>
      {claimed.length > 0 ? (
        <Section title={`等您核实 ${claimed.length} 人`}>
          <Card flush>
            {claimed.map((member) => (
              <MemberRow key={member.personId} household={household} member={member} />
            ))}
          </Card>
        </Section>
      ) : null}
      <Section title={`能替这户投票的 ${verified.length} 人`}>
        <Card flush>
          {verified.length === 0 ? (
            <Empty icon="person" title="还没有人" how="核实上面的人，或在下面把住的人登记进来。" />
          ) : null}
          {verified.map((member) => (
            <MemberRow key={member.personId} household={household} member={member} />
          ))}
        </Card>
      </Section>
      <FindResident household={household} />
    </>
  );
}
