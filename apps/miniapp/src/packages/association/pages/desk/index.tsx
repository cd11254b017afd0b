import { AssociationPage } from '@/features/association/association-page';
import { Desk } from '@/features/association/desk';
import { Page } from '@/ui/page';

export default function DeskPage() {
  return (
    <AssociationPage title="商会管理">
      {({ associationId, name }) => (
        <Page title={name}>
          <Desk associationId={associationId} />
        </Page>
      )}
    </AssociationPage>
  );
}
