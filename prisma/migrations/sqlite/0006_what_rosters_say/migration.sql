-- AlterTable
ALTER TABLE "Organization" ADD COLUMN "details" JSONB;

-- AlterTable
ALTER TABLE "ImportBatch" ADD COLUMN "firstRow" INTEGER NOT NULL DEFAULT 2;
ALTER TABLE "ImportBatch" ADD COLUMN "currency" TEXT NOT NULL DEFAULT 'CNY';
ALTER TABLE "ImportBatch" ADD COLUMN "encoding" TEXT NOT NULL DEFAULT '';
