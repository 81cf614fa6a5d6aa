-- CreateTable
CREATE TABLE "ProgrammeImport" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "schedule" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "editId" TEXT,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "ProgrammeImport_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "ProgrammeImport_eventId_idx" ON "ProgrammeImport"("eventId");
