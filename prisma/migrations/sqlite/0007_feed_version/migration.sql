-- Added in place: making the table anew would delete, by cascade, whatever points at people.
ALTER TABLE "Person" ADD COLUMN "feedVersion" INTEGER NOT NULL DEFAULT 0;
