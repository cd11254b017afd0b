import type { MyUnit } from '@shangju/contracts';
import { openPage } from '@/services/places';
import { useSession } from '@/services/session';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { Tag } from '@/ui/tag';
import { HouseholdClaim } from './household-claim';
import { shopVotersPage } from './register-pages';
import { useMyUnits } from './use-my-units';

/** For whom I vote, what is missing where I don't yet, and the way to get a vote. */
export function MyUnits() {
  const units = useMyUnits();
  const roles = useSession((session) => session.person?.roles) ?? [];
  const owned = roles.filter(({ role }) => role === 'merchant.owner');
  return (
    <>
      <Section title="我代表谁投票">
        <Card flush>
          <Loaded query={units} skeleton={<Skeleton rows={2} />}>
            {(items) =>
              items.length === 0 ? (
                <Empty
                  icon="vote"
                  title="您还没有票"
                  how="一户一票、一店一票。住户在下面登记住在哪，社区核实了就有票；店员请店主开通。"
                />
              ) : (
                items.map((unit) => <UnitRow key={unit.id} unit={unit} />)
              )
            }
          </Loaded>
        </Card>
      </Section>
      {owned.length > 0 ? (
        <Section title="我的店谁能投票">
          <Card flush>
            {owned.map(({ placeId, placeName }) => (
              <ListRow
                key={placeId}
                icon="users"
                title={placeName}
                detail="店主能投，也可以让店员代投"
                onTap={() => openPage(shopVotersPage(placeId))}
              />
            ))}
          </Card>
        </Section>
      ) : null}
      <HouseholdClaim />
    </>
  );
}

function UnitRow({ unit: { kind, name, mayVote } }: { unit: MyUnit }) {
  const missing =
    kind === 'household' ? '等社区核实您住在这里，核实了就能投' : '请店主在“我代表谁投票”里开通';
  return (
    <ListRow
      icon={kind === 'household' ? 'home' : 'shop'}
      title={name}
      detail={mayVote ? (kind === 'household' ? '全家一票，谁投都行' : '全店一票') : missing}
      end={mayVote ? <Tag tone="green" text="能投票" /> : <Tag tone="amber" text="还不能" />}
    />
  );
}
