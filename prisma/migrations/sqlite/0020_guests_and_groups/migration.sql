-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN "maybeUntil" DATETIME;

-- AlterTable
ALTER TABLE "OrderLine" ADD COLUMN "givenUpAt" DATETIME;
ALTER TABLE "OrderLine" ADD COLUMN "givenBack" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Organization" ADD COLUMN "parentGroup" TEXT NOT NULL DEFAULT '';
