-- CreateTable
CREATE TABLE "RegistrationForm" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "isOpen" BOOLEAN NOT NULL DEFAULT false,
    "needsApproval" BOOLEAN NOT NULL DEFAULT true,
    "isPaid" BOOLEAN NOT NULL DEFAULT false,
    "opensAt" DATETIME,
    "closesAt" DATETIME,
    "cancelHours" INTEGER NOT NULL DEFAULT 24,
    "offerMinutes" INTEGER NOT NULL DEFAULT 1440,
    "payMinutes" INTEGER NOT NULL DEFAULT 4320,
    "groupMost" INTEGER NOT NULL DEFAULT 1,
    "joinsAs" TEXT NOT NULL DEFAULT 'none',
    "nameZh" TEXT NOT NULL DEFAULT '',
    "nameEn" TEXT NOT NULL DEFAULT '',
    "introZh" TEXT NOT NULL DEFAULT '',
    "introEn" TEXT NOT NULL DEFAULT '',
    "segmentBy" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "RegistrationForm_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RegistrationFormVersion" (
    "formId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "questions" JSONB NOT NULL,
    "consents" JSONB NOT NULL,
    "sessions" JSONB NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("formId", "version"),
    CONSTRAINT "RegistrationFormVersion_formId_fkey" FOREIGN KEY ("formId") REFERENCES "RegistrationForm" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RegistrationPool" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL DEFAULT '',
    "segment" TEXT NOT NULL DEFAULT '',
    "places" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "RegistrationPool_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RegistrationPlace" (
    "poolId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "registrationId" TEXT NOT NULL,

    PRIMARY KEY ("poolId", "number"),
    CONSTRAINT "RegistrationPlace_poolId_fkey" FOREIGN KEY ("poolId") REFERENCES "RegistrationPool" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "RegistrationPlace_registrationId_fkey" FOREIGN KEY ("registrationId") REFERENCES "Registration" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Registration" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "formId" TEXT NOT NULL,
    "formVersion" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "segment" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'draft',
    "answers" JSONB NOT NULL,
    "sessionIds" JSONB NOT NULL,
    "badge" JSONB NOT NULL,
    "uscc" TEXT NOT NULL DEFAULT '',
    "leadId" TEXT,
    "invitationId" TEXT,
    "rank" INTEGER,
    "until" DATETIME,
    "reasonCode" TEXT NOT NULL DEFAULT '',
    "reasonText" TEXT NOT NULL DEFAULT '',
    "submittedAt" DATETIME,
    "decidedAt" DATETIME,
    "decidedById" TEXT,
    "confirmedAt" DATETIME,
    "cancelledAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Registration_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Registration_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Registration_formId_fkey" FOREIGN KEY ("formId") REFERENCES "RegistrationForm" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Ticket" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "registrationId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'valid',
    "checkedInAt" DATETIME,
    "issuedAt" DATETIME NOT NULL,
    "voidedAt" DATETIME,
    CONSTRAINT "Ticket_registrationId_fkey" FOREIGN KEY ("registrationId") REFERENCES "Registration" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ConsentEntry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "isGiven" BOOLEAN NOT NULL,
    "wordingZh" TEXT NOT NULL DEFAULT '',
    "wordingEn" TEXT NOT NULL DEFAULT '',
    "at" DATETIME NOT NULL,
    CONSTRAINT "ConsentEntry_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "InvitationList" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "nameZh" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "filter" JSONB NOT NULL,
    "quotas" JSONB NOT NULL,
    "messageZh" TEXT NOT NULL DEFAULT '',
    "messageEn" TEXT NOT NULL DEFAULT '',
    "answerBy" DATETIME NOT NULL,
    "remindDays" INTEGER NOT NULL DEFAULT 3,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "InvitationList_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "listId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "organizationId" TEXT,
    "segment" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'invited',
    "linkVersion" INTEGER NOT NULL DEFAULT 1,
    "note" TEXT NOT NULL DEFAULT '',
    "delegateId" TEXT,
    "openedAt" DATETIME,
    "answeredAt" DATETIME,
    "remindedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Invitation_listId_fkey" FOREIGN KEY ("listId") REFERENCES "InvitationList" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Invitation_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "RegistrationForm_eventId_kind_key" ON "RegistrationForm"("eventId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "RegistrationPool_eventId_sessionId_kind_segment_key" ON "RegistrationPool"("eventId", "sessionId", "kind", "segment");

-- CreateIndex
CREATE INDEX "RegistrationPlace_registrationId_idx" ON "RegistrationPlace"("registrationId");

-- CreateIndex
CREATE UNIQUE INDEX "RegistrationPlace_poolId_registrationId_key" ON "RegistrationPlace"("poolId", "registrationId");

-- CreateIndex
CREATE INDEX "Registration_eventId_state_rank_idx" ON "Registration"("eventId", "state", "rank");

-- CreateIndex
CREATE INDEX "Registration_personId_idx" ON "Registration"("personId");

-- CreateIndex
CREATE INDEX "Registration_leadId_idx" ON "Registration"("leadId");

-- CreateIndex
CREATE UNIQUE INDEX "Registration_eventId_personId_key" ON "Registration"("eventId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "Ticket_registrationId_key" ON "Ticket"("registrationId");

-- CreateIndex
CREATE UNIQUE INDEX "Ticket_code_key" ON "Ticket"("code");

-- CreateIndex
CREATE INDEX "Ticket_eventId_idx" ON "Ticket"("eventId");

-- CreateIndex
CREATE INDEX "ConsentEntry_personId_eventId_purpose_at_idx" ON "ConsentEntry"("personId", "eventId", "purpose", "at");

-- CreateIndex
CREATE INDEX "InvitationList_eventId_idx" ON "InvitationList"("eventId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_delegateId_key" ON "Invitation"("delegateId");

-- CreateIndex
CREATE INDEX "Invitation_eventId_personId_idx" ON "Invitation"("eventId", "personId");

-- CreateIndex
CREATE INDEX "Invitation_personId_idx" ON "Invitation"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_listId_personId_key" ON "Invitation"("listId", "personId");

-- What was agreed to, and what a form asked, is never rewritten afterwards.
CREATE TRIGGER "ConsentEntry_no_update" BEFORE UPDATE ON "ConsentEntry"
BEGIN
  SELECT RAISE(ABORT, 'consents are append-only');
END;

CREATE TRIGGER "RegistrationFormVersion_no_update" BEFORE UPDATE ON "RegistrationFormVersion"
BEGIN
  SELECT RAISE(ABORT, 'saved forms are immutable');
END;
