-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN "was" JSONB;

-- AlterTable
ALTER TABLE "MeetingRequest" ADD COLUMN "openKey" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "MeetingRequest_openKey_key" ON "MeetingRequest"("openKey");
