CREATE TABLE "proof_checks" (
	"name" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"took_ms" integer NOT NULL,
	"findings" integer NOT NULL,
	CONSTRAINT "proof_checks_name" CHECK ("proof_checks"."name" in ('ledger', 'audit')),
	CONSTRAINT "proof_checks_findings_counted" CHECK ("proof_checks"."findings" >= 0)
);
