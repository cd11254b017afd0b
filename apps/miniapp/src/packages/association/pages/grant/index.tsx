import { AssociationPage } from '@/features/association/association-page';
import { GrantForm } from '@/features/association/grant-form';

export default function GrantPage() {
  return (
    <AssociationPage title="发积分">
      {({ associationId }) => <GrantForm associationId={associationId} />}
    </AssociationPage>
  );
}
