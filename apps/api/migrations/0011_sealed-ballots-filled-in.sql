-- outside a transaction
-- What was closed before was sealed by the same transaction.
update ballots set sealed_at = closed_at where state = 'closed' and sealed_at is null and signature is not null;
--> statement-breakpoint
alter table ballots validate constraint ballots_seal;
--> statement-breakpoint
alter table ballots validate constraint ballots_verdict;
