import type { ReactNode } from 'react';
import { AdminsOnly } from './admins-only';
import { type ManagedAssociation, useAssociation } from './use-association';

/** A page for those who run the association; others are told whom it is for. */
export function AssociationPage({
  title,
  children,
}: {
  title: string;
  /** Draws the whole page. */
  children: (association: ManagedAssociation) => ReactNode;
}) {
  const association = useAssociation();
  if (association) return <>{children(association)}</>;
  return <AdminsOnly title={title} />;
}
