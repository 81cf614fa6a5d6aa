-- CreateTable
CREATE TABLE "AudienceRules" (
    "eventId" TEXT NOT NULL PRIMARY KEY,
    "areQuestionsOpen" BOOLEAN NOT NULL DEFAULT true,
    "isModerated" BOOLEAN NOT NULL DEFAULT true,
    "allowsAnonymous" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "AudienceRules_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Question" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "stageId" TEXT NOT NULL,
    "itemId" TEXT,
    "authorId" TEXT NOT NULL,
    "delegationId" TEXT,
    "onceKey" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "isAnonymous" BOOLEAN NOT NULL DEFAULT false,
    "isFromVerified" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "isPinned" BOOLEAN NOT NULL DEFAULT false,
    "votes" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "shownAt" DATETIME,
    CONSTRAINT "Question_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Question_stageId_fkey" FOREIGN KEY ("stageId") REFERENCES "Stage" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Question_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ProgrammeItem" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "QuestionVote" (
    "questionId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("questionId", "personId"),
    CONSTRAINT "QuestionVote_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "QuestionAllowance" (
    "eventId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "windowFrom" DATETIME NOT NULL,
    "used" INTEGER NOT NULL,

    PRIMARY KEY ("eventId", "personId")
);

-- CreateTable
CREATE TABLE "Poll" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "stageId" TEXT NOT NULL,
    "itemId" TEXT,
    "titleZh" TEXT NOT NULL DEFAULT '',
    "titleEn" TEXT NOT NULL DEFAULT '',
    "options" JSONB NOT NULL,
    "mostChoices" INTEGER NOT NULL DEFAULT 1,
    "mayChange" BOOLEAN NOT NULL DEFAULT true,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "openedAt" DATETIME,
    "closedAt" DATETIME,
    "revealedAt" DATETIME,
    CONSTRAINT "Poll_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Poll_stageId_fkey" FOREIGN KEY ("stageId") REFERENCES "Stage" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Poll_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ProgrammeItem" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PollVote" (
    "pollId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "choices" JSONB NOT NULL,
    "keys" JSONB NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("pollId", "personId"),
    CONSTRAINT "PollVote_pollId_fkey" FOREIGN KEY ("pollId") REFERENCES "Poll" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "JudgingRound" (
    "eventId" TEXT NOT NULL PRIMARY KEY,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "scaleMax" INTEGER NOT NULL DEFAULT 10,
    "criteria" JSONB NOT NULL,
    "organizerSees" TEXT NOT NULL DEFAULT 'when_closed',
    "openTo" TEXT NOT NULL DEFAULT 'own',
    "winners" INTEGER NOT NULL DEFAULT 3,
    "metBefore" TEXT NOT NULL DEFAULT 'recuse',
    "lateUntil" DATETIME,
    "released" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" DATETIME NOT NULL,
    "closedAt" DATETIME,
    "releasedAt" DATETIME,
    CONSTRAINT "JudgingRound_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScoreCard" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "eventId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "judgeId" TEXT NOT NULL,
    "scores" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'draft',
    "isLate" BOOLEAN NOT NULL DEFAULT false,
    "submittedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "ScoreCard_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "JudgingRound" ("eventId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ScoreCard_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ProgrammeItem" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Recusal" (
    "eventId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "judgeId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "byId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("itemId", "judgeId"),
    CONSTRAINT "Recusal_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "JudgingRound" ("eventId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Recusal_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ProgrammeItem" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "InterestLedger" (
    "eventId" TEXT NOT NULL PRIMARY KEY,
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "openedAt" DATETIME,
    "sealedAt" DATETIME,
    "revealedAt" DATETIME,
    CONSTRAINT "InterestLedger_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Interest" (
    "itemId" TEXT NOT NULL,
    "delegationId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "degree" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "noteSalt" TEXT NOT NULL DEFAULT '',
    "setById" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("itemId", "delegationId"),
    CONSTRAINT "Interest_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ProgrammeItem" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Interest_delegationId_fkey" FOREIGN KEY ("delegationId") REFERENCES "Delegation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "InterestEntry" (
    "eventId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "itemId" TEXT NOT NULL,
    "delegationId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "degree" TEXT NOT NULL,
    "noteDigest" TEXT NOT NULL DEFAULT '',
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    PRIMARY KEY ("eventId", "seq"),
    CONSTRAINT "InterestEntry_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Question_stageId_state_idx" ON "Question"("stageId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Question_authorId_onceKey_key" ON "Question"("authorId", "onceKey");

-- CreateIndex
CREATE INDEX "Poll_stageId_state_idx" ON "Poll"("stageId", "state");

-- CreateIndex
CREATE INDEX "ScoreCard_eventId_judgeId_idx" ON "ScoreCard"("eventId", "judgeId");

-- CreateIndex
CREATE UNIQUE INDEX "ScoreCard_itemId_judgeId_key" ON "ScoreCard"("itemId", "judgeId");

-- CreateIndex
CREATE INDEX "Interest_eventId_idx" ON "Interest"("eventId");

-- The ledger of interest can only grow: a voice that changes is a new line.
CREATE TRIGGER "InterestEntry_no_update" BEFORE UPDATE ON "InterestEntry"
BEGIN
  SELECT RAISE(ABORT, 'the ledger of interest is append-only');
END;

CREATE TRIGGER "InterestEntry_no_delete" BEFORE DELETE ON "InterestEntry"
BEGIN
  SELECT RAISE(ABORT, 'the ledger of interest is append-only');
END;

-- Released results are what people were told: neither the round nor a score card changes afterwards.
CREATE TRIGGER "JudgingRound_released_no_update" BEFORE UPDATE ON "JudgingRound" WHEN OLD."state" = 'released'
BEGIN
  SELECT RAISE(ABORT, 'released results are immutable');
END;

CREATE TRIGGER "ScoreCard_released_no_insert" BEFORE INSERT ON "ScoreCard" WHEN (SELECT "state" FROM "JudgingRound" WHERE "eventId" = NEW."eventId") = 'released'
BEGIN
  SELECT RAISE(ABORT, 'released results are immutable');
END;

CREATE TRIGGER "ScoreCard_released_no_update" BEFORE UPDATE ON "ScoreCard" WHEN (SELECT "state" FROM "JudgingRound" WHERE "eventId" = OLD."eventId") = 'released'
BEGIN
  SELECT RAISE(ABORT, 'released results are immutable');
END;
