-- AlterTable
ALTER TABLE "MailMessage" ADD COLUMN "bulkId" TEXT;
ALTER TABLE "MailMessage" ADD COLUMN "heldJobId" TEXT;
ALTER TABLE "MailMessage" ADD COLUMN "heldUntil" DATETIME;
ALTER TABLE "MailMessage" ADD COLUMN "onceKey" TEXT;
ALTER TABLE "MailMessage" ADD COLUMN "touchedAt" DATETIME;

-- CreateTable
CREATE TABLE "MailSuppression" (
    "address" TEXT NOT NULL PRIMARY KEY,
    "code" TEXT NOT NULL DEFAULT '',
    "mailId" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "MailChoice" (
    "personId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "leftAt" DATETIME NOT NULL,

    PRIMARY KEY ("personId", "purpose")
);

-- CreateTable
CREATE TABLE "QuietHours" (
    "personId" TEXT NOT NULL PRIMARY KEY,
    "isOn" BOOLEAN NOT NULL,
    "fromMinute" INTEGER NOT NULL,
    "toMinute" INTEGER NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "MeetingTold" (
    "personId" TEXT NOT NULL,
    "meetingId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "startsAt" DATETIME NOT NULL,
    "endsAt" DATETIME NOT NULL,
    "tableCode" TEXT NOT NULL DEFAULT '',
    "toldAt" DATETIME NOT NULL,

    PRIMARY KEY ("personId", "meetingId")
);

-- CreateTable
CREATE TABLE "Announcement" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "subjectZh" TEXT NOT NULL DEFAULT '',
    "subjectEn" TEXT NOT NULL DEFAULT '',
    "bodyZh" TEXT NOT NULL DEFAULT '',
    "bodyEn" TEXT NOT NULL DEFAULT '',
    "audience" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "people" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "sentAt" DATETIME
);

-- CreateTable
CREATE TABLE "EventRobot" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "secret" TEXT NOT NULL DEFAULT '',
    "hint" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "isOn" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "RobotMessage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "robotId" TEXT NOT NULL,
    "fact" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL,
    "triedAt" DATETIME,
    "sentAt" DATETIME,
    CONSTRAINT "RobotMessage_robotId_fkey" FOREIGN KEY ("robotId") REFERENCES "EventRobot" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "MeetingTold_personId_eventId_idx" ON "MeetingTold"("personId", "eventId");

-- CreateIndex
CREATE INDEX "Announcement_eventId_createdAt_idx" ON "Announcement"("eventId", "createdAt");

-- CreateIndex
CREATE INDEX "EventRobot_eventId_idx" ON "EventRobot"("eventId");

-- CreateIndex
CREATE INDEX "RobotMessage_robotId_state_createdAt_idx" ON "RobotMessage"("robotId", "state", "createdAt");

-- CreateIndex
CREATE INDEX "RobotMessage_robotId_triedAt_idx" ON "RobotMessage"("robotId", "triedAt");

-- CreateIndex
CREATE UNIQUE INDEX "MailMessage_onceKey_key" ON "MailMessage"("onceKey");

-- CreateIndex
CREATE INDEX "MailMessage_personId_eventId_createdAt_idx" ON "MailMessage"("personId", "eventId", "createdAt");

-- CreateIndex
CREATE INDEX "MailMessage_bulkId_idx" ON "MailMessage"("bulkId");
