-- CreateTable
CREATE TABLE "MeetingOutcome" (
    "meetingId" TEXT NOT NULL,
    "delegationId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "answeredById" TEXT NOT NULL,
    "answeredAt" DATETIME NOT NULL,

    PRIMARY KEY ("meetingId", "delegationId"),
    CONSTRAINT "MeetingOutcome_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MeetingOutcomeChange" (
    "meetingId" TEXT NOT NULL,
    "delegationId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "byPersonId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("meetingId", "delegationId", "version")
);

-- CreateIndex
CREATE INDEX "MeetingOutcome_eventId_idx" ON "MeetingOutcome"("eventId");

CREATE TRIGGER "MeetingOutcomeChange_no_update" BEFORE UPDATE ON "MeetingOutcomeChange"
BEGIN
  SELECT RAISE(ABORT, 'what was said of a meeting is append-only');
END;

CREATE TRIGGER "MeetingOutcomeChange_no_delete" BEFORE DELETE ON "MeetingOutcomeChange"
BEGIN
  SELECT RAISE(ABORT, 'what was said of a meeting is append-only');
END;
