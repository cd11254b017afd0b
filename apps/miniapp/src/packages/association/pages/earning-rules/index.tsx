import { AssociationPage } from '@/features/association/association-page';
import { EarningRulesForm } from '@/features/association/earning-rules-form';
import { useEarningRules } from '@/features/association/use-earning-rules';
import { useAsItStands } from '@/features/offer-desk/use-as-it-stands';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';

const TITLE = '积分规则';

export default function EarningRulesPage() {
  return (
    <AssociationPage title={TITLE}>
      {({ associationId }) => <Rules associationId={associationId} />}
    </AssociationPage>
  );
}

function Rules({ associationId }: { associationId: string }) {
  const rules = useEarningRules(associationId);
  const saved = useAsItStands(rules);
  if (saved !== undefined) return <EarningRulesForm associationId={associationId} saved={saved} />;
  return (
    <Page title={TITLE}>
      <Loaded query={rules} skeleton={<Skeleton rows={5} />} lost="规则没有变。">
        {() => <Skeleton rows={5} />}
      </Loaded>
    </Page>
  );
}
